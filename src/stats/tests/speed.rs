use std::time::Instant;

use super::*;

/// Ten thousand posts, five figures each, a ledger of fifty rows in each hundredth. The limit leaves room for a slow
/// machine: on a quiet one a query takes 1 to 5 ms. Run it with `cargo test --release -- --ignored`.
#[test]
#[ignore = "a measurement, meant for the release profile"]
fn a_query_of_ten_thousand_posts_takes_a_few_milliseconds() {
    let portal = Portal::new();
    let mut posts: Vec<PostFacts> = (0..10_000).map(|number| post(&portal, number)).collect();
    posts.sort_by(|one, two| one.path.cmp(&two.path));
    let queries: [&[(&str, &str)]; 7] = [
        &[("metric", "funds"), ("period", "2023"), ("by", "month"), ("compare", "last-year")],
        &[("metric", "people"), ("period", "2023"), ("by", "month")],
        &[("metric", "funds"), ("by", "category")],
        &[("metric", "people"), ("by", "tag"), ("top", "5")],
        &[("metric", "attendance"), ("by", "year")],
        &[("metric", "members"), ("by", "quarter")],
        &[("metric", "posts"), ("by", "kind")],
    ];
    for arguments in queries {
        let query = portal.parse(arguments).expect("a query");
        let took = (0..5).map(|_| {
            let start = Instant::now();
            let result = run(&query, posts.iter(), &portal.catalog(), as_of());
            assert!(result.total.value.is_some());
            start.elapsed()
        });
        let took = took.min().unwrap_or_default();
        assert!(took.as_millis() < 15, "{arguments:?} took {took:?}");
    }
}

fn post(portal: &Portal, number: usize) -> PostFacts {
    let days = format!("{}-{:02}-{:02}", 2021 + number % 3, number % 12 + 1, number % 28 + 1);
    let people = format!("{}余", number % 50 * 10 + 10);
    let figures = [
        ("funds", "38.4万"),
        ("people", people.as_str()),
        ("sessions", "9"),
        ("members", "340"),
        ("attendance", "98.5%"),
    ];
    let mut post = portal.post(&format!("c{}/p{number:05}", number % 12), &days, &figures);
    post.kind = Some(if number.is_multiple_of(2) { "donation" } else { "training" }.to_owned());
    Arc::make_mut(&mut post.terms).insert("tags".into(), vec![format!("t{}", number % 40), format!("u{}", number % 7)]);
    if number.is_multiple_of(100) {
        post.records = (0..50).map(|_| portal.record("", &[("town", "大镇")], &[("funds", "7680")])).collect();
    }
    post
}
