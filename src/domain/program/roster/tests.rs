use super::*;
use crate::domain::program::InvitedAs;

fn addresses(csv: &str) -> Vec<String> {
    read_csv(csv.as_bytes()).unwrap().iter().map(|line| line.address.clone()).collect()
}

fn only(csv: &str) -> Line {
    let roster = read_csv(csv.as_bytes()).unwrap();
    let [line] = &*roster else { panic!("{roster:?}") };
    line.clone()
}

fn ann() -> Entry {
    Entry {
        email: "ann@example.org".parse().unwrap(),
        name: Some("Ann Tamang".parse().unwrap()),
        invited_as: Some(InvitedAs::Both),
        group: Some("Monday class".parse().unwrap()),
    }
}

#[test]
fn every_way_in_which_a_spreadsheet_writes_a_person_reads_the_same() {
    for csv in [
        "ann@example.org,Ann Tamang,both,Monday class",
        "address,name,seat,group\nann@example.org,Ann Tamang,both,Monday class\n",
        "\u{feff}Group;E-Mail;Seat;Full name\r\nMonday class;ann@example.org;Both;Ann Tamang\r\n",
        "\n \n Name\tRemarks\tMail address... not\tEmail\tgroup\trole\nAnn Tamang\tx\ty\tann@example.org\tMonday class\tBOTH\n\t\t\t\t\t\n",
        "\"ann@example.org\",\"Ann Tamang\",\"both\",\"Monday class\"",
        "\"ann@example.org\" , Ann Tamang , both , Monday class , and, more",
    ] {
        assert_eq!(only(csv).reading, Reading::Good(ann()), "{csv:?}");
    }
    let bare = only("ann@example.org");
    let entry = Entry { name: None, invited_as: None, group: None, ..ann() };
    assert_eq!(bare.reading, Reading::Good(entry));
}

#[test]
fn a_line_that_cannot_be_taken_says_why_and_the_others_stand() {
    let csv =
        "address,name,seat\nann@example.org,Ann,candidate\nnobody,Bo,juggler\n\n,Cy,\nANN@example.org,Ann,candidate\n";
    let roster = read_csv(csv.as_bytes()).unwrap();
    let [ann, bo, cy, again] = &*roster else { panic!("{roster:?}") };
    assert!(matches!(ann.reading, Reading::Good(_)));
    let faults = |line: &Line| match &line.reading {
        Reading::Bad(faults) => faults.iter().map(|fault| (fault.column, fault.detail.clone())).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let found = faults(bo);
    assert_eq!(found.iter().map(|(column, _)| *column).collect::<Vec<_>>(), ["address", "seat"]);
    assert!(found[1].1.contains("interviewer (or volunteer)"));
    assert_eq!(faults(cy), [("address", "The address is missing.".to_owned())]);
    // Line numbers as a spreadsheet shows them, counting the header and the empty line.
    assert_eq!([ann.number, bo.number, cy.number, again.number], [2, 3, 5, 6]);
    assert_eq!(again.reading, Reading::Repeats(2));
}

#[test]
fn a_file_that_is_no_list_is_refused_as_a_whole() {
    let long = "ann@example.org\n".repeat(MAX_LINES + 1);
    let utf16: Vec<u8> = "ann@example.org".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, word) in [
        (&b"name,group\nAnn,A\n"[..], "no column for the email address"),
        (b"address,email\nann@example.org,x\n", "the same column"),
        (b"", "nobody on this list"),
        (b"address,name\n\n", "nobody on this list"),
        (b"ann@example.org,Zo\xeb", "CSV UTF-8"),
        (&[&[0xff, 0xfe], utf16.as_slice()].concat(), "CSV UTF-8"),
        (long.as_bytes(), "at most 1000 people"),
    ] {
        let refusal = read_csv(bytes).unwrap_err().0;
        assert!(refusal.contains(word), "{refusal}");
    }
    assert_eq!(addresses(&"ann@example.org\n".repeat(MAX_LINES)).len(), MAX_LINES);
}

#[test]
fn a_quoted_cell_may_hold_what_divides_cells() {
    let csv = "\"Tamang; Ann\";\"ann@example.org\"\n";
    assert_eq!(addresses(&format!("name;address\n{csv}")), ["ann@example.org"]);
    // A name with a line break is an error of its line only; the lines after it are still read.
    let roster = read_csv(b"ann@example.org,\"Ann\nTamang\"\nbo@example.org\n").unwrap();
    assert!(matches!(&roster[0].reading, Reading::Bad(faults) if faults[0].column == "name"));
    assert_eq!((roster[1].number, roster[1].address.as_str()), (3, "bo@example.org"));
}

#[test]
fn a_quote_that_is_not_closed_is_told_with_its_line() {
    for (csv, line) in [
        ("address,remarks\nann@r.example,\"oops\nbo@r.example,fine\n", 2),
        ("address,\"remarks\nann@r.example,\nbo@r.example,fine\n", 1),
        ("address;remarks\r\rann@r.example;\"is \"\"late\"\"\rbo@r.example;\r", 3),
        // Closed by the next line's quote.
        ("address,remarks\n\nann@r.example,\"oops\nbo@r.example,\"fine\"\ncy@r.example,\"\"\n", 3),
        ("address,name\nann@r.example,\"Ann\" Tamang\n", 2),
    ] {
        let refusal = read_csv(csv.as_bytes()).unwrap_err().0;
        assert!(refusal.contains(&format!("opens on line {line} ")), "{csv:?}: {refusal}");
    }
    let fine = "address,remarks\nann@r.example,\"is \"\"late\"\",\n so\" \nbo@r.example,6\" tall\ncy@r.example,\"\"\n";
    assert_eq!(addresses(fine), ["ann@r.example", "bo@r.example", "cy@r.example"]);
}

#[test]
fn what_other_programs_write_over_their_columns_is_read() {
    for csv in [
        "\"Group (a, b, c, d)\";Email;Name;Role;Group\nx;ann@example.org;Ann Tamang;both;Monday class",
        "sep=;\r\nEmail;Name;Role;Group\r\nann@example.org;Ann Tamang;both;Monday class",
        "\u{feff}SEP=|\nann@example.org|Ann Tamang|both|Monday class",
        "Email,Name,Role,Group\rann@example.org,Ann Tamang,both,Monday class\r",
        "Timestamp,Email Address,\"Your name, as others see it\",What's your name?,Seat,Group\n2027/01/02 3:04:05 PM GMT+1,ann@example.org,x,Ann Tamang,both,Monday class\n",
        "\"Timestamp\",\"Username\",\"Full name\",\"Role\",\"Class\"\n\"2027\",\"ann@example.org\",\"Ann Tamang\",\"both\",\"Monday class\"",
        "First name,Surname,ID number,Email address,Username,Groups,Seat\nAnn,Tamang,7,ann@example.org,atamang,Monday class,both\n",
    ] {
        assert_eq!(only(csv).reading, Reading::Good(ann()), "{csv:?}");
    }
    let lines = read_csv(b"sep=;\rEmail;Name\r\rann@example.org;\rbo@example.org;\rANN@example.org;").unwrap();
    assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [4, 5, 6]);
    assert_eq!(lines[2].reading, Reading::Repeats(4));
}

#[test]
fn columns_that_are_not_read_are_named() {
    let long = "x".repeat(300);
    let roster = read_csv(format!("Email,Roles,,{long}\nann@example.org,interviewer,,\n").as_bytes()).unwrap();
    let unread: Vec<_> = roster.unread.iter().map(|one| (one.heading.as_str(), one.might_be.as_deref())).collect();
    assert_eq!(unread, [("Roles", Some("seat")), (&long[..MAX_TOLD], None)]);
    assert!(read_csv(b"ann@example.org,Ann\n").unwrap().unread.is_empty());
}
