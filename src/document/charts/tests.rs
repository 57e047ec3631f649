use super::trends;
use crate::domain::Kind;
use crate::domain::practice::trends::{tests::theirs, trends as figures};

#[test]
fn a_chart_of_trends_is_well_formed_and_says_itself_in_words() {
    let many = vec![3; 60];
    for sittings in [theirs(&[]), theirs(&[2]), theirs(&[1, 4]), theirs(&[1, 2, 3]), theirs(&many)] {
        let svg = trends(&figures(Kind::Concepts, None, &sittings));
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{svg}");
        assert_eq!((svg.matches("<svg").count(), svg.matches("</svg>").count()), (1, 1));
        for tag in ["text", "g", "style", "desc", "title"] {
            let opened = svg.matches(&format!("<{tag} ")).count() + svg.matches(&format!("<{tag}>")).count();
            assert_eq!(opened, svg.matches(&format!("</{tag}>")).count(), "{tag}");
            assert!(opened > 0, "{tag}");
        }
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        assert_eq!(svg.matches("Depth: ").count(), 1, "its words are in it");
        // The ratings plus the key's two circles, and no line through two points.
        assert_eq!(svg.matches("<circle").count(), sittings.len() + 2);
        assert_eq!(svg.contains("<line class=\"first-line\""), sittings.len() >= 3, "{svg}");
    }
}
