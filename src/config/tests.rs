use super::*;
use clap::Parser;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    config: Config,
}

fn config(flags: &[&str]) -> Config {
    Line::try_parse_from(std::iter::once(&"candor").chain(flags)).unwrap().config
}

fn public() -> SocketAddr {
    "203.0.113.5:80".parse().unwrap()
}

#[test]
fn nights_are_quiet_where_emails_reach_people() {
    let smtp = "--smtp-url=smtp://localhost";
    for (flags, quiet) in
        [(&[][..], false), (&[smtp], true), (&[smtp, "--quiet-hours=off"], false), (&["--quiet-hours=on"], true)]
    {
        assert_eq!(config(flags).keeps_quiet_hours(), quiet, "{flags:?}");
    }
}

#[test]
fn a_public_address_needs_a_secret_and_a_mail_server() {
    assert!(config(&[]).check_public("127.0.0.1:8080".parse().unwrap()).is_ok());
    assert!(config(&[]).check_public(public()).is_err());
    let secret = "--jwt-secret=nRk1zJ0m2qv5bYx8Wc4TgHs7LdAe3UfP";
    assert!(config(&[secret]).check_public(public()).unwrap_err().0.contains("SMTP_URL"));
    assert!(config(&[secret, "--smtp-url=smtp://localhost"]).check_public(public()).is_ok());
    assert!(config(&["--allow-generated-secret", "--allow-file-mail"]).check_public(public()).is_ok());
    let off = ["--rate-limit=off", "--allow-generated-secret", "--allow-file-mail"];
    assert!(config(&off).check_public(public()).unwrap_err().0.contains("RATE_LIMIT"));
    let https = config(&["--public-url=https://candor.example"]);
    assert!(https.check_public("127.0.0.1:8080".parse().unwrap()).is_err());
}

#[test]
fn a_made_secret_is_kept_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let config = config(&[&format!("--data-dir={}", folder.path().join("data").display())]);
    let first = config.secret().unwrap();
    assert_eq!(config.secret().unwrap().expose(), first.expose());
    let mode = std::fs::metadata(folder.path().join("data/jwt_secret")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(!format!("{config:?}").contains(std::str::from_utf8(first.expose()).unwrap()));
}

#[test]
fn a_secret_that_is_guessed_first_is_refused() {
    let secret = |secret: &str| config(&["--jwt-secret", secret]).secret().map_err(|error| error.0);
    let repeated = ["secret".repeat(8), "0123456789".repeat(4), "ab12".repeat(20), "correct horse ".repeat(3)];
    let guessed = [
        "short".to_owned(),
        " ".repeat(32),
        "\t ".repeat(40),
        "x".repeat(64),
        format!("{}s3cret-and-blanks-around{}", " ".repeat(10), " ".repeat(10)),
        "aaaaaaaabbbbbbbbccccccccdddddddd".to_owned(),
        "abcdefghijklmnopqrstuvwxyz0123456789".to_owned(),
        "zyxwvutsrqponmlkjihgfedcba9876543210".to_owned(),
        format!("secret{}", "0".repeat(40)),
    ];
    for bad in repeated.iter().chain(&guessed) {
        let refusal = secret(bad).unwrap_err();
        assert!(refusal.starts_with("JWT_SECRET ") && refusal.contains("openssl"), "{bad}: {refusal}");
        assert!(!refusal.contains(bad.trim()) || bad.trim().is_empty(), "{refusal}");
    }
    for good in [
        "8b1d7c0e5f6a49328b1e7c0d5f6a49337c0e5f6a49328b1d7c0e5f6a49328b1e",
        "nRk1zJ0m2qv5bYx8Wc4TgHs7LdAe3UfP",
        "a secret of the tests, long enough to sign",
        "ein langes Geheimnis mit \u{e4}\u{f6}\u{fc} und Leerzeichen",
    ] {
        assert!(secret(good).is_ok(), "{good}");
    }
}

#[test]
fn a_kept_secret_that_is_guessed_first_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(&[&format!("--data-dir={}", folder.path().display())]);
    for bad in [" ".repeat(40), "changeme".repeat(5), "short".to_owned()] {
        std::fs::write(folder.path().join("jwt_secret"), &bad).unwrap();
        let refusal = config.secret().unwrap_err().0;
        assert!(refusal.contains("remove it and start again"), "{refusal}");
    }
}

#[test]
fn a_database_in_a_folder_that_is_there_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let config_of = |url: &str| config(&["--database-url", url]);
    let file = folder.path().join("candor.db");
    let url = format!("sqlite:{}", file.display());
    let store = crate::store::Store::open(&config_of(&url).database().unwrap(), 1).unwrap();
    crate::store::migrate::up(&store).unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    // One that is there stays as its owner has it.
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    config_of(&url).database().unwrap();
    assert_eq!(mode(&file), 0o640);
    assert_eq!(mode(folder.path()), 0o755);
}

#[test]
fn what_a_killed_process_left_of_a_secret_goes() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(&[&format!("--data-dir={}", folder.path().display())]);
    let left = folder.path().join("jwt_secret.77.tmp");
    std::fs::write(&left, "half").unwrap();
    config.secret().unwrap();
    assert!(left.exists(), "somebody may be at it");
    let file = std::fs::File::open(&left).unwrap();
    let long_ago = file.metadata().unwrap().modified().unwrap() - std::time::Duration::from_secs(7200);
    file.set_modified(long_ago).unwrap();
    config.secret().unwrap();
    assert!(!left.exists());
}

#[test]
fn no_rooms_are_made_anywhere_unless_it_is_said_where() {
    assert_eq!(config(&[]).meeting_base(), None);
    let base = config(&["--meeting-base=https://jitsi.example.org"]).meeting_base().unwrap();
    assert_eq!(base.to_string(), "https://jitsi.example.org/");
    for bad in ["", "jitsi.example.org", "https://jitsi.example.org/?room=", "file:///tmp"] {
        assert!(Line::try_parse_from(["candor", &format!("--meeting-base={bad}")]).is_err(), "{bad}");
    }
}
