use super::*;

fn change(metric: &str, before: &str, now: &str) -> (Option<String>, String, String) {
    let portal = Portal::new();
    let mut posts = Vec::new();
    for (path, days, figure) in [("news/before", "2022-03", before), ("news/now", "2023-03", now)] {
        let figures: &[(&str, &str)] = if figure.is_empty() { &[] } else { &[(metric, figure)] };
        posts.push(portal.post(path, days, figures));
    }
    let result = portal.ask(&posts, &[("metric", metric), ("period", "2023-H1"), ("compare", "last-year")]);
    let change = result.compare.expect("a comparison").change;
    let value = change.value.map(|value| value.to_string());
    (value, change.difference.chinese(), change.difference.english())
}

#[test]
fn changes_are_told_as_the_conventions_say() {
    let rows = [
        ("funds", "38.4万", "40.9万", Some("6.51"), "增长6.51%", "up 6.51%"),
        ("funds", "200", "150", Some("-25"), "下降25%", "down 25%"),
        ("funds", "100", "350", Some("250"), "增长250%", "up 250%"),
        ("funds", "100", "100", Some("0"), "持平", "unchanged"),
        ("funds", "100000", "100001", Some("0"), "基本持平", "nearly unchanged"),
        ("funds", "", "100", None, "—", "—"),
        ("funds", "100", "", None, "—", "—"),
        ("sessions", "8", "20", None, "由8场次增至20场次", "from 8 to 20"),
        ("sessions", "0", "20", None, "由0场次增至20场次", "from 0 to 20"),
        ("sessions", "20", "0", None, "由20场次减至0场次", "from 20 to 0"),
        ("sessions", "5", "10余", None, "由5场次增至10余场次", "from 5 to over 10"),
        ("people", "1000", "1500余", Some("50"), "增长约50%", "up about 50%"),
        ("people", "近200", "100", None, "下降约50%", "down about 50%"),
        ("people", "近200", "180", None, "含约数，增减不定", "too approximate to compare"),
        ("attendance", "95%", "98.5%", Some("3.5"), "提高3.5个百分点", "up 3.5 percentage points"),
        ("attendance", "98.5%", "95%", Some("-3.5"), "降低3.5个百分点", "down 3.5 percentage points"),
    ];
    for (metric, before, now, value, chinese, english) in rows {
        let told = change(metric, before, now);
        let value = if chinese == "下降约50%" { Some("-50") } else { value };
        assert_eq!(told, (value.map(str::to_owned), chinese.to_owned(), english.to_owned()), "{before} -> {now}");
    }
}
