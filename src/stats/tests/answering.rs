use serde_json::json;

use super::*;

/// Three gifts of the half-year, one of the year before, one post without its figure.
fn gifts(portal: &Portal) -> Vec<PostFacts> {
    let mut posts = vec![
        portal.post("aid/a", "2023-03-14", &[("funds", "38.4万"), ("people", "近500")]),
        portal.post("aid/b", "2023-05-04", &[("funds", "1万"), ("people", "10")]),
        portal.post("aid/batches/c", "2023-05-20", &[("funds", "1.5万元")]),
        portal.post("aid/d", "2023-06-01", &[("people", "50余")]),
        portal.post("aid/e", "2022-04-01", &[("funds", "30万")]),
    ];
    posts.iter_mut().for_each(|post| post.kind = Some("donation".into()));
    Arc::make_mut(&mut posts[0].terms).insert("tags".into(), vec!["助学".into(), "小学".into(), "助学".into()]);
    Arc::make_mut(&mut posts[1].terms).insert("tags".into(), vec!["助学".into()]);
    posts
}

#[test]
fn the_answer_is_the_contract_s_json() {
    let portal = Portal::new();
    let arguments = [("metric", "funds"), ("period", "2023-H1"), ("by", "quarter"), ("compare", "last-year")];
    let answer = serde_json::to_value(portal.ask(&gifts(&portal), &arguments)).expect("JSON");
    let total = json!({ "value": "409000", "low": "409000", "high": "409000", "bound": "exact", "text": "40.9万元" });
    let group = |key: &str, value: &str, text: &str, label: &str| json!({ "key": key, "value": value, "low": value, "high": value, "bound": "exact", "text": text, "label": label });
    assert_eq!(
        answer,
        json!({
            "metric": "funds", "label": "资助资金", "unit": "元", "period": "2023-H1", "as_of": "2023-07-10",
            "total": total,
            "compare": {
                "period": "2022-H1",
                "total": { "value": "300000", "low": "300000", "high": "300000", "bound": "exact", "text": "30万元" },
                "change": { "value": "36.33", "bound": "exact", "text": "增长36.33%" }
            },
            "groups": [
                group("2023-Q1", "384000", "38.4万元", "2023年第一季度"),
                group("2023-Q2", "25000", "2.5万元", "2023年第二季度")
            ],
            "sources": [
                { "path": "content/aid/a.md", "value": "384000", "bound": "exact" },
                { "path": "content/aid/b.md", "value": "10000", "bound": "exact" },
                { "path": "content/aid/batches/c.md", "value": "15000", "bound": "exact" }
            ],
            "approximate": 0, "silent": ["content/aid/d.md"], "left_out": [],
            "shown_unit": "元", "definition": "资助资金的口径", "period_label": "2023年上半年",
            "target": { "period": "2023", "value": "800000", "text": "80万元", "percent": "51.1" }
        })
    );
}

#[test]
fn nothing_stated_is_null_and_zero_is_zero() {
    let portal = Portal::new();
    let posts = [portal.post("news/a", "2023-01-02", &[("sessions", "0")])];
    let stated = portal.ask(&posts, &[("metric", "sessions"), ("period", "2023-Q1"), ("by", "month")]);
    assert_eq!(groups(&stated), [("2023-01", "0场次"), ("2023-02", "—"), ("2023-03", "—")]);
    let nothing = portal.ask(&posts, &[("metric", "funds"), ("period", "2023-Q1")]);
    let view = serde_json::to_value(&nothing.total).expect("JSON");
    assert_eq!(view, json!({ "value": null, "low": null, "high": null, "bound": null, "text": "—" }));
    assert_eq!(serde_json::to_value(&nothing).expect("JSON").get("groups"), None);
}

#[test]
fn sums_over_several_posts_have_the_summed_unit_and_disclose_their_bounds() {
    let portal = Portal::new();
    let posts = gifts(&portal);
    let people = portal.ask(&posts, &[("metric", "people"), ("period", "2023-H1"), ("by", "month")]);
    assert_eq!((people.total.text.as_str(), people.approximate), ("约500人次", 2));
    let months = [
        ("2023-01", "—"),
        ("2023-02", "—"),
        ("2023-03", "近500人"),
        ("2023-04", "—"),
        ("2023-05", "10人"),
        ("2023-06", "50余人"),
    ];
    assert_eq!(groups(&people), months);
}

#[test]
fn a_category_includes_those_inside_it_and_is_broken_down_into_them() {
    let portal = Portal::new();
    let mut posts = gifts(&portal);
    posts.push(portal.post("aider/x", "2023-03-01", &[("funds", "7")]));
    let ask = |arguments: &[(&str, &str)]| {
        portal.ask(&posts, &[&[("metric", "funds"), ("period", "2023")], arguments].concat())
    };
    assert_eq!(groups(&ask(&[("by", "category")])), [("aid", "40.9万元"), ("aider", "7元")]);
    assert_eq!(
        groups(&ask(&[("by", "category"), ("category", "aid")])),
        [("aid", "39.4万元"), ("aid/batches", "1.5万元")]
    );
    assert_eq!(ask(&[("category", "aid/batches")]).total.text, "1.5万元");
    assert_eq!(ask(&[("by", "category")]).groups.expect("groups")[0].label, "助学");
}

#[test]
fn terms_count_once_each_and_posts_without_are_named() {
    let portal = Portal::new();
    let posts = gifts(&portal);
    let tags = portal.ask(&posts, &[("metric", "funds"), ("period", "2023"), ("by", "tag")]);
    assert_eq!(groups(&tags), [("助学", "39.4万元"), ("小学", "38.4万元")]);
    assert_eq!(tags.ungrouped.iter().map(SitePath::as_str).collect::<Vec<_>>(), ["content/aid/batches/c.md"]);
    let one = portal.ask(&posts, &[("metric", "funds"), ("period", "2023"), ("by", "tag"), ("top", "1")]);
    assert_eq!((groups(&one), one.groups_left_out), (vec![("助学", "39.4万元")], 1));
    assert_eq!(portal.ask(&posts, &[("metric", "funds"), ("tag", "小学")]).total.text, "38.4万元");
    let months = portal.ask(&posts, &[("metric", "funds"), ("period", "2023-H1"), ("by", "month"), ("top", "2")]);
    assert_eq!((groups(&months), months.groups_left_out), (vec![("2023-03", "38.4万元"), ("2023-05", "2.5万元")], 4));
}

#[test]
fn what_only_overlaps_is_left_out_and_named() {
    let portal = Portal::new();
    let posts = [
        portal.post("news/inside", "2023-Q1", &[("sessions", "3")]),
        portal.post("news/across", "2023-06-30..2023-07-01", &[("sessions", "5")]),
        portal.post("news/outside", "2023-H2", &[("sessions", "7")]),
        portal.post("news/undated", "", &[("sessions", "9")]),
    ];
    let result = portal.ask(&posts, &[("metric", "sessions"), ("period", "2023-H1"), ("by", "month")]);
    assert_eq!(result.total.text, "3场次");
    let named = [
        ("content/news/across.md", "overlaps-period"),
        ("content/news/inside.md", "crosses-groups"),
        ("content/news/undated.md", "undated"),
    ];
    assert_eq!(left_out(&result), named);
    assert!(groups(&result).iter().all(|(_, text)| *text == "—"));
    assert_eq!(portal.ask(&posts, &[("metric", "sessions")]).total.text, "24场次");
}

#[test]
fn what_repeats_another_post_is_counted_once_and_named() {
    let portal = Portal::new();
    let mut posts = gifts(&portal);
    posts[1].repeats = Some(posts[0].path.clone());
    let result = portal.ask(&posts, &[("metric", "funds"), ("period", "2023")]);
    assert_eq!((result.total.text.as_str(), left_out(&result)), ("39.9万元", vec![("content/aid/b.md", "repeats")]));
    let posts_there = portal.ask(&posts, &[("metric", "posts"), ("period", "2023")]);
    assert_eq!(posts_there.total.text, "4篇");
}

#[test]
fn posts_are_counted_even_where_there_are_none() {
    let portal = Portal::new();
    let result = portal.ask(&gifts(&portal), &[("metric", "posts"), ("period", "2023-Q2"), ("by", "month")]);
    assert_eq!(groups(&result), [("2023-04", "0篇"), ("2023-05", "2篇"), ("2023-06", "1篇")]);
    let to_come = portal.ask(&gifts(&portal), &[("metric", "posts"), ("period", "2023-Q4")]);
    assert_eq!(to_come.total.text, "—");
}

#[test]
fn all_days_run_from_the_first_figure_to_the_last() {
    let portal = Portal::new();
    let result = portal.ask(&gifts(&portal), &[("metric", "funds"), ("by", "year")]);
    assert_eq!(groups(&result), [("2022", "30万元"), ("2023", "40.9万元")]);
    assert_eq!((result.period.to_string().as_str(), result.period_label.as_str()), ("all", "全部"));
}

#[test]
fn the_head_says_how_much_and_the_records_break_it_down() {
    let portal = Portal::new();
    let mut post = portal.post("aid/ledger", "2023-07-02", &[("funds", "3万")]);
    post.records = vec![
        portal.record("2023-05-30", &[("town", "大镇")], &[("funds", "1万")]),
        portal.record("2023-06-15", &[("town", "小镇")], &[("funds", "1.5万")]),
        portal.record("2023-06-16", &[("town", "大镇")], &[("funds", "4000")]),
    ];
    let posts = [post];
    let ask = |arguments: &[(&str, &str)]| portal.ask(&posts, &[&[("metric", "funds")], arguments].concat());
    let half = ask(&[("period", "2023-H1"), ("by", "month")]);
    assert_eq!(
        (half.total.text.as_str(), &groups(&half)[4..]),
        ("3万元", &[("2023-05", "1万元"), ("2023-06", "1.9万元")][..])
    );
    assert_eq!(sources(&half), [("content/aid/ledger.md", "30000".to_owned())]);
    assert_eq!(ask(&[("period", "2023-06")]).total.text, "1.9万元");
    assert_eq!(ask(&[("period", "2023-07")]).total.text, "—", "its records say when");
    assert_eq!(groups(&ask(&[("by", "town")])), [("小镇", "1.5万元"), ("大镇", "1.4万元")]);
    assert_eq!(groups(&ask(&[("by", "year")])), [("2023", "3万元")]);
    assert_eq!(
        contradiction(&posts[0], &portal.metrics["funds"]).map(|total| total.value),
        Some(Decimal::from(29_000))
    );
}

#[test]
fn records_without_a_head_add_up() {
    let portal = Portal::new();
    let mut post = portal.post("aid/ledger", "2023-05-30", &[]);
    post.records = vec![
        portal.record("", &[("place", "大镇")], &[("people", "100余")]),
        portal.record("", &[("place", "小镇")], &[("people", "17")]),
    ];
    Arc::make_mut(&mut post.terms).insert("place".into(), vec!["全旗".into()]);
    let result = portal.ask(&[post], &[("metric", "people"), ("period", "2023-05"), ("by", "place")]);
    assert_eq!((result.total.text.as_str(), groups(&result)), ("超100人", vec![("大镇", "100余人"), ("小镇", "17人")]));
    assert_eq!(sources(&result), [("content/aid/ledger.md", "117".to_owned())]);
}

#[test]
fn people_of_several_events_are_told_in_the_summed_unit() {
    let portal = Portal::new();
    let ask = |days: [&str; 2]| {
        let mut post = portal.post("aid/ledger", "2023-05-30", &[]);
        post.records = days.map(|day| portal.record(day, &[("town", "大镇")], &[("people", "20")])).to_vec();
        portal.ask(&[post], &[("metric", "people"), ("period", "2023-Q2"), ("by", "town")])
    };
    let over_two_days = ask(["2023-05-30", "2023-06-01"]);
    assert_eq!((over_two_days.total.text.as_str(), groups(&over_two_days)), ("40人次", vec![("大镇", "40人次")]));
    assert_eq!((over_two_days.shown_unit.as_str(), over_two_days.sources[0].events), ("人次", 2));
    let on_one_day = ask(["", "2023-05-30"]);
    assert_eq!((on_one_day.total.text.as_str(), on_one_day.sources[0].events), ("40人", 1));
}

#[test]
fn a_total_has_as_many_approximate_terms_as_it_says() {
    let portal = Portal::new();
    let mut posts = gifts(&portal);
    posts[3].records = vec![
        portal.record("2023-06-02", &[], &[("funds", "近200"), ("members", "约30")]),
        portal.record("2023-06-03", &[], &[("funds", "100余"), ("members", "31")]),
        portal.record("2023-06-03", &[], &[("members", "40余")]),
    ];
    posts.push(portal.post("news/a", "2023-01-05", &[("attendance", "90%"), ("people", "近100")]));
    posts.push(portal.post("news/b", "2023-01-06", &[("attendance", "99%"), ("people", "200")]));
    for (metric, count, approximate) in
        [("funds", 5, 2), ("people", 5, 3), ("members", 2, 1), ("attendance", 2, 1), ("posts", 6, 0)]
    {
        let arguments = [("metric", metric), ("period", "2023-H1")];
        let query = portal.parse(&arguments).expect("a query");
        let addends = addends(&query, posts.iter(), &portal.catalog());
        let loose = |addend: &&Addend<'_>| addend.figure.bound().is_approximate() || addend.weighs_about;
        let loose = addends.iter().filter(loose).count();
        assert_eq!((addends.len(), loose), (count, approximate), "{metric}");
        assert_eq!(portal.ask(&posts, &arguments).approximate, approximate, "{metric}");
        let weighed_about = addends.iter().filter(|addend| addend.weighs_about).count();
        assert_eq!(weighed_about, usize::from(metric == "attendance"), "{metric}");
    }
}

#[test]
fn totals_are_compared_in_one_unit() {
    let portal = Portal::new();
    let posts = [
        portal.post("news/a", "2022-03-01", &[("people", "240")]),
        portal.post("news/b", "2023-03-01", &[("people", "200")]),
        portal.post("news/c", "2023-04-01", &[("people", "194")]),
    ];
    let ask = |period: &str, compare: &str| {
        let result = portal.ask(&posts, &[("metric", "people"), ("period", period), ("compare", compare)]);
        let compared = result.compare.expect("a comparison");
        [result.total.text, compared.total.text, compared.change.text, result.shown_unit]
    };
    assert_eq!(ask("2023-H1", "last-year"), ["394人次", "240人", "增长64.17%", "人次"]);
    assert_eq!(ask("2023-Q2", "last-year"), ["194人", "—", "—", "人"]);
    assert_eq!(ask("2023-Q2", "previous"), ["194人", "200人", "下降3%", "人"]);
}

#[test]
fn a_result_can_be_put_into_english() {
    let portal = Portal::new();
    let arguments = [("metric", "funds"), ("period", "2023-H1"), ("by", "quarter"), ("compare", "last-year")];
    let answer = serde_json::to_value(portal.ask(&gifts(&portal), &arguments).in_english()).expect("JSON");
    assert_eq!(answer["total"]["text"], "409,000 元");
    assert_eq!(answer["compare"]["total"]["text"], "300,000 元");
    assert_eq!(answer["compare"]["change"], json!({ "value": "36.33", "bound": "exact", "text": "up 36.33%" }));
    assert_eq!((&answer["groups"][0]["text"], &answer["target"]["text"]), (&json!("384,000 元"), &json!("800,000 元")));
    assert!(!answer["period_label"].as_str().expect("a text").contains('年'), "{answer}");
    assert!(!answer["groups"][0]["label"].as_str().expect("a text").contains('年'), "{answer}");
}

#[test]
fn of_a_stock_the_latest_counts() {
    let portal = Portal::new();
    let mut ledger = portal.post("news/c", "2023-06-30", &[]);
    ledger.records = vec![
        portal.record("", &[("town", "大镇")], &[("members", "300")]),
        portal.record("", &[("town", "小镇")], &[("members", "45")]),
    ];
    let posts = [
        portal.post("news/a", "2023-03-31", &[("members", "330")]),
        ledger,
        portal.post("news/b", "2023-05-01", &[("members", "340")]),
        portal.post("news/d", "2023-07-01", &[("members", "999")]),
    ];
    let result = portal.ask(&posts, &[("metric", "members"), ("period", "2023-H1"), ("by", "quarter")]);
    assert_eq!(
        (result.total.text.as_str(), groups(&result)),
        ("345名", vec![("2023-Q1", "330名"), ("2023-Q2", "345名")])
    );
    let rest = [("content/news/a.md", "330".to_owned()), ("content/news/c.md", "345".to_owned())];
    assert_eq!(sources(&result), rest);
}

#[test]
fn rates_are_weighed_and_never_summed() {
    let portal = Portal::new();
    let mut posts = vec![
        portal.post("news/a", "2023-01-05", &[("attendance", "90%"), ("people", "100")]),
        portal.post("news/b", "2023-01-06", &[("attendance", "99%"), ("people", "200")]),
    ];
    let ask =
        |posts: &[PostFacts]| portal.ask(posts, &[("metric", "attendance"), ("period", "2023"), ("by", "quarter")]);
    let exact = ask(&posts);
    assert_eq!((exact.total.text.as_str(), exact.total.bound, exact.approximate), ("96%", Some(Bound::Exact), 0));
    assert_eq!(groups(&exact)[..2], [("2023-Q1", "96%"), ("2023-Q2", "—")]);

    posts.push(portal.post("news/c", "2023-01-07", &[("attendance", "50%")]));
    assert_eq!(
        (ask(&posts).total.text.as_str(), left_out(&ask(&posts))),
        ("96%", vec![("content/news/c.md", "unweighted")])
    );
    assert_eq!(ask(&posts[2..]).total.text, "50%", "a single rate needs no weight");

    posts.truncate(2);
    posts[1] = portal.post("news/b", "2023-01-06", &[("attendance", "超100%"), ("people", "200")]);
    let loose = ask(&posts);
    assert_eq!((loose.total.text.as_str(), loose.total.value), ("超96%", Some(Decimal::new(9667, 2))));
    assert_eq!((loose.total.low, loose.total.high), (Some(Decimal::new(9666, 2)), Some(Decimal::new(16334, 2))));

    posts[1] = portal.post("news/b", "2023-01-06", &[("attendance", "99%"), ("people", "近200")]);
    let weighed = ask(&posts);
    assert_eq!(weighed.approximate, 1, "a mean is as uncertain as its weights");
    assert_eq!((weighed.total.text.as_str(), weighed.total.value), ("约95%", Some(Decimal::from(96))));
    assert_eq!((weighed.total.low, weighed.total.high), (Some(Decimal::new(945, 1)), Some(Decimal::from(96))));

    posts[1] = portal.post("news/b", "2023-01-06", &[("attendance", "近90%"), ("people", "200")]);
    assert_eq!(ask(&posts).total.text, "约87%", "近90% of one says no 近 of both");
    posts[1] = portal.post("news/b", "2023-01-06", &[("attendance", "近98.5%"), ("people", "200")]);
    assert_eq!(ask(&posts).total.text, "近95.7%");
}

#[test]
fn a_rest_is_what_is_in_none_of_the_groups() {
    let portal = Portal::new();
    let mut posts = [
        portal.post("aid/a", "2023-03-01", &[("funds", "100")]),
        portal.post("aid/b", "2023-03-02", &[("funds", "300余")]),
        portal.post("aid/c", "2023-03-03", &[("funds", "50")]),
    ];
    Arc::make_mut(&mut posts[0].terms).insert("tags".into(), vec!["甲".into(), "乙".into(), "甲".into()]);
    Arc::make_mut(&mut posts[2].terms).insert("tags".into(), vec!["丙".into()]);
    let ask = |more: &[(&str, &str)]| {
        let result = portal.ask(&posts, &[&[("metric", "funds"), ("by", "tag")], more].concat());
        (result.rest.map(|rest| rest.phrase.chinese("元")), result.overlapping)
    };
    assert_eq!(ask(&[]), (Some("300余元".into()), true));
    assert_eq!(
        ask(&[("top", "1")]),
        (Some("超300元".into()), false),
        "what only the other group has isn't in it twice"
    );
    assert_eq!(ask(&[("tag", "丙")]), (None, false));
    let of_stock = portal.ask(&posts, &[("metric", "members"), ("by", "tag")]);
    assert_eq!((of_stock.rest, of_stock.overlapping), (None, false));
}

#[test]
fn the_order_of_the_posts_does_not_matter() {
    let portal = Portal::new();
    let mut posts = gifts(&portal);
    for metric in ["funds", "people", "posts", "members", "attendance"] {
        for by in ["month", "category", "tag", "kind", "town"] {
            let arguments = [("metric", metric), ("period", "2023"), ("by", by), ("compare", "previous")];
            let before = portal.ask(&posts, &arguments);
            posts.reverse();
            assert_eq!(portal.ask(&posts, &arguments), before);
        }
    }
}
