use crate::support::{Process, TestDatabase};
use std::collections::BTreeSet;

/// Every value of a label in the metrics.
fn values(metrics: &str, label: &str) -> BTreeSet<String> {
    let mark = format!("{label}=\"");
    metrics
        .match_indices(&mark)
        .map(|(at, _)| metrics[at + mark.len()..].split('"').next().unwrap().to_owned())
        .collect()
}

#[test]
fn made_up_requests_add_no_labels() {
    let candor = Process::start(&TestDatabase::file(), &[]);
    let guest = candor.guest();
    let long = "A".repeat(3000);
    for number in 0..300 {
        let line = format!("M{number}{long} /v1/openings");
        let answer = guest.send_raw(line.as_bytes(), &[], b"").unwrap();
        assert!(answer.status == 405 || answer.status == 400, "{}", answer.status);
        let _answered = guest.get(&format!("/made-up/{number}/{long}"));
        let _answered = guest.get(&format!("/v1/openings?made-up={number}"));
        let _answered = guest.get(&format!("/v1/sessions/{number}"));
    }
    for method in ["get", "PROPFIND", "CONNECT", "TRACE"] {
        let _answered = guest.send_raw(format!("{method} /v1/me").as_bytes(), &[], b"");
    }
    let metrics = guest.get("/metrics").text;
    assert!(metrics.len() < 64 * 1024, "{} bytes", metrics.len());
    let known = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "other"];
    assert!(values(&metrics, "method").iter().all(|method| known.contains(&method.as_str())), "{metrics}");
    assert!(values(&metrics, "method").contains("other"), "{metrics}");
    let routes = values(&metrics, "route");
    assert!(routes.iter().all(|route| !route.contains("made-up") && !route.contains('?')), "{routes:?}");
    // Whatever labels there are, each has few values.
    let labels: BTreeSet<&str> = metrics
        .lines()
        .filter_map(|line| line.split_once('{')?.1.split_once('}'))
        .flat_map(|(labels, _)| labels.split("\",").filter_map(|pair| Some(pair.split_once('=')?.0)))
        .collect();
    assert!(labels.len() >= 4, "{labels:?}");
    for label in labels {
        assert!(values(&metrics, label).len() < 40, "{label}: {:?}", values(&metrics, label));
    }
}
