use proptest::prelude::*;

use super::*;

/// Arguments, the one that can't be used, its message, and the nearest that could be.
type Row<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str, Option<String>);

fn problems(arguments: &[(&str, &str)]) -> Vec<(String, String, Option<String>)> {
    let errors = Portal::new().parse(arguments).expect_err("errors");
    let told = errors.into_iter().map(|error| (error.argument, error.problem.message().to_owned(), error.nearest));
    told.collect()
}

#[test]
fn arguments_are_read_by_id_or_label() {
    let portal = Portal::new();
    let query = portal.parse(&[
        ("metric", "资助资金"),
        ("category", "助学"),
        ("kind", "donation"),
        ("tag", "就业"),
        ("place", "大镇"),
        ("period", "last-half"),
        ("by", "month"),
        ("compare", "last-year"),
        ("top", "3"),
        ("show", "bar"),
    ]);
    let query = query.expect("a query");
    assert_eq!(
        (query.metric.id.as_str(), query.category.as_deref(), query.kind.as_deref()),
        ("funds", Some("aid"), Some("donation"))
    );
    assert_eq!(query.terms, [("place".to_owned(), "大镇".to_owned()), ("tags".to_owned(), "就业".to_owned())]);
    assert_eq!(
        (query.period.to_string().as_str(), query.by, query.top),
        ("2023-H1", Some(By::Time(Grain::Month)), Some(3))
    );
    assert_eq!((query.compare, query.show), (Some(Compare::LastYear), Some(Show::Bar)));
}

#[test]
fn arguments_that_are_not_there_ask_for_everything() {
    let query = Portal::new().parse(&[("metric", "posts"), ("kind", ""), ("by", " ")]).expect("a query");
    assert_eq!((query.period, query.kind, query.by), (Period::ALL, None, None));
}

#[test]
fn what_cannot_be_asked_is_named_with_the_nearest_that_can() {
    let some = |text: &str| Some(text.to_owned());
    let rows: Vec<Row> = vec![
        (&[], "metric", "query-missing", None),
        (&[("metric", "fund")], "metric", "query-unknown-value", some("funds")),
        (&[("metric", "资助金")], "metric", "query-unknown-value", some("资助资金")),
        (&[("metric", "zzzzzz")], "metric", "query-unknown-value", None),
        (&[("metric", "funds"), ("perid", "2023")], "perid", "query-unknown-argument", some("period")),
        (&[("metric", "funds"), ("tagz", "x")], "tagz", "query-unknown-argument", some("tag")),
        (&[("metric", "funds"), ("metric", "people")], "metric", "query-repeated", None),
        (&[("metric", "funds"), ("category", "aids")], "category", "query-unknown-value", some("aid")),
        (&[("metric", "funds"), ("kind", "donations")], "kind", "query-unknown-value", some("donation")),
        (&[("metric", "funds"), ("by", "months")], "by", "query-unknown-value", some("month")),
        (&[("metric", "funds"), ("by", "doner")], "by", "query-unknown-value", some("donor")),
        (&[("metric", "funds"), ("period", "last-yaer")], "period", "query-period-form", some("last-year")),
        (&[("metric", "funds"), ("period", "2023-13")], "period", "query-period-no-such-day", None),
        (&[("metric", "funds"), ("period", "2023-02-01..2023-01-01")], "period", "query-period-backwards", None),
        (
            &[("metric", "funds"), ("period", "2023"), ("compare", "lastyear")],
            "compare",
            "query-unknown-value",
            some("last-year"),
        ),
        (&[("metric", "funds"), ("compare", "previous")], "compare", "query-needs", None),
        (&[("metric", "funds"), ("top", "3")], "top", "query-needs", None),
        (&[("metric", "funds"), ("by", "kind"), ("top", "0")], "top", "query-not-a-number", None),
        (&[("metric", "funds"), ("show", "pie")], "show", "query-unknown-value", None),
        (
            &[("metric", "funds"), ("by", "month"), ("period", "0001-01-01..9999-12-31")],
            "by",
            "query-too-many-groups",
            None,
        ),
    ];
    for (arguments, argument, message, nearest) in rows {
        assert_eq!(problems(arguments), [(argument.to_owned(), message.to_owned(), nearest)], "{arguments:?}");
    }
    let twice = problems(&[("metric", "fund"), ("kind", "x"), ("top", "a")]);
    assert_eq!(twice.len(), 4, "all errors and not only the first: {twice:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Whatever is asked is answered or refused, and a period's text reads as the period.
    #[test]
    fn no_argument_makes_it_panic(
        name in "metric|period|by|top|tag|[a-z]{1,6}",
        value in "[0-9]{4}(-[HQ0-9]{1,2}(-[0-9]{1,2})?)?(\\.\\.[0-9]{4}-[0-9]{2}-[0-9]{2})?|(this|last)-[a-z]{4,7}|\\PC{0,12}",
    ) {
        let portal = Portal::new();
        for by in ["month", "year", "tag"] {
            let arguments = [("metric", "funds"), (name.as_str(), value.as_str()), ("by", by), ("period", value.as_str())];
            if let Ok(query) = portal.parse(&arguments) {
                let posts = [portal.post("aid/a", "2023-03-14", &[("funds", "约3万")])];
                let result = run(&query, posts.iter(), &portal.catalog(), as_of());
                prop_assert!(result.sources.len() <= 1);
            }
        }
        if let Ok(period) = Period::parse(&value, as_of()) {
            prop_assert_eq!(Period::parse(&period.to_string(), as_of()), Ok(period));
        }
    }
}
