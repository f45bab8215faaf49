//! `figures/missing`, `figures/contradiction`, `figures/repeated` and `text/figure`, and the `check` of kinds in site.toml.

use std::sync::Arc;
use std::time::{Duration, Instant};

use miao::base::Day;
use miao::check::{Addresses, Rules, Sources, check_figures, check_sources};
use miao::diag::Code;
use miao::engine::{BuildRequest, load_portal};
use miao::model::Site;
use miao::source::Disk;

use crate::portal::Portal;

const SITE: &str = r#"-- site.toml --
name = "示例门户"
base_url = "https://portal.example"
theme = "plain"
as_of = 2023-07-10

[metrics]
funds = { label = "资助资金", unit = "元" }
students = { label = "受助学生", unit = "名" }
per_student = { label = "资助标准", unit = "元", nature = "rate", per = "students" }
members = { label = "团员", unit = "名", nature = "stock" }

[kinds.donation]
label = "学生资助"
requires = ["funds", "students"]
allows = ["per_student"]
labels = ["学校"]
check = ["funds == students * per_student"]
-- content/aid/_index.md --
+++
title = "助学"
+++
"#;

fn found(posts: &str) -> Vec<String> {
    figure_findings(&Portal::new(&format!("{SITE}{posts}")))
}

/// What is found of a portal's figures: severity, code, place and what the message is filled with.
pub(crate) fn figure_findings(portal: &Portal) -> Vec<String> {
    let told = check_figures(&site_of(portal)).into_iter().map(|finding| {
        let place = finding.place.expect("a place");
        let line = place.position.as_ref().map_or(0, |position| position.line);
        let values: Vec<_> = finding.message.args.iter().map(|(_, value)| value.as_str()).collect();
        format!("{} {} {}:{line} {}", finding.severity.as_str(), finding.code.as_str(), place.path, values.join(" | "))
    });
    told.collect()
}

/// A portal as it is in memory.
pub(crate) fn site_of(portal: &Portal) -> Arc<Site> {
    let request = BuildRequest {
        today: Day::new(2023, 7, 10).expect("a day"),
        as_of: None,
        drafts: false,
        future: false,
        base_url: None,
    };
    let disk = Disk::open(&portal.root()).expect("a portal");
    load_portal(&disk, &request).value.expect("a site").site
}

fn post(name: &str, title: &str, rest: &str) -> String {
    format!("-- content/aid/{name}.md --\n+++\ntitle = \"{title}\"\n{rest}\n+++\n正文。\n")
}

#[test]
fn a_kind_s_figures_have_to_be_there() {
    let kind = "date = 2023-03-14\nkind = \"donation\"";
    let posts = [
        post("a", "甲", &format!("{kind}\n[figures]\nfunds = 100")),
        post("b", "乙", &format!("{kind}\n[[records]]\nfunds = 3\nstudents = 0")),
        post("c", "丙", "date = 2023-03-14"),
        post("d", "丁", &format!("{kind}\nsame_as = \"content/aid/a.md\"")),
        post("e", "戊", &format!("{kind}\n[event]\nstart = 2023-07-10")),
        post("f", "己", &format!("{kind}\n[event]\nstart = 2023-07-09")),
        post("g", "庚", &format!("{kind}\n[figures]\nfunds = \"很多\"\nstudents = 3")),
    ];
    assert_eq!(
        found(&posts.concat()),
        [
            "error figures/missing content/aid/a.md:4 学生资助 | 受助学生 | students",
            "error figures/missing content/aid/f.md:4 学生资助 | 资助资金 | funds",
            "error figures/missing content/aid/f.md:4 学生资助 | 受助学生 | students",
        ]
    );
}

#[test]
fn a_check_holds_of_posts_and_of_records() {
    let head = "date = 2023-03-14\nkind = \"donation\"\n";
    let aid = |name: &str, figures: &str| post(name, name, &format!("{head}{figures}"));
    let posts = [
        aid("exact", "[figures]\nfunds = \"38.4万\"\nstudents = 384\nper_student = 1000"),
        aid("wrong", "[figures]\nfunds = \"38.4万\"\nstudents = 380\nper_student = 1000"),
        post(
            "about",
            "about",
            "date = 2023-05-14\nkind = \"donation\"\n[figures]\nfunds = \"38万余\"\nstudents = 384\nper_student = 1000",
        ),
        aid("part", "[figures]\nfunds = 7\nstudents = 2"),
        aid(
            "rows",
            "[[records]]\nfunds = 3000\nstudents = 3\nper_student = 1000\n[[records]]\nfunds = 2000\nstudents = 3\nper_student = 1000",
        ),
        aid("sum", "[figures]\nfunds = 9000\nper_student = 1000\n[[records]]\nstudents = 4\n[[records]]\nstudents = 4"),
    ];
    assert_eq!(
        found(&posts.concat()),
        [
            "error figures/contradiction content/aid/rows.md:10 funds == students * per_student | 资助资金 2000元、资助标准 1000元、受助学生 3名",
            "error figures/contradiction content/aid/sum.md:6 funds == students * per_student | 资助资金 9000元、资助标准 1000元、受助学生 8名",
            "error figures/contradiction content/aid/wrong.md:6 funds == students * per_student | 资助资金 384000元、资助标准 1000元、受助学生 380名",
        ]
    );
}

#[test]
fn records_have_to_add_up_to_the_head() {
    let posts = [
        post("a", "甲", "date = 2023-03-14\n[figures]\nfunds = 100\n[[records]]\nfunds = 60\n[[records]]\nfunds = 39"),
        post(
            "b",
            "乙",
            "date = 2023-04-14\n[figures]\nfunds = \"近100\"\n[[records]]\nfunds = 60\n[[records]]\nfunds = 39",
        ),
        post("c", "丙", "date = 2023-05-14\n[figures]\nmembers = 9\n[[records]]\ndate = 2023-05-01\nmembers = 8"),
    ];
    assert_eq!(found(&posts.concat()), ["error figures/contradiction content/aid/a.md:5 资助资金 | 100元 | 99元"]);
}

#[test]
fn what_is_told_twice_is_questioned() {
    let stated = |days: &str, figures: &str| format!("{days}\n[figures]\n{figures}");
    let twice = [
        post("a", "春季助学金发放", &stated("date = 2023-03-14", "students = \"100余\"")),
        post("b", "旗里发放春季助学金", &stated("date = 2023-03-15", "students = \"100余\"")),
    ];
    assert_eq!(
        found(&twice.concat()),
        ["warning figures/repeated content/aid/b.md:5 受助学生 | content/aid/a.md | 100余名"]
    );
    let whole_half =
        post("b", "上半年的助学", &stated("date = 2023-06-30\nperiod = \"2023-H1\"", "students = \"100余\""));
    assert_eq!(found(&[twice[0].clone(), whole_half].concat()).len(), 1, "a summary holds the day");
}

#[test]
fn what_only_looks_alike_is_not() {
    let stated = |days: &str, figures: &str| format!("{days}\n[figures]\n{figures}");
    let first =
        post("a", "春季助学金发放", &stated("date = 2023-03-14\nplace = [\"大镇\"]", "students = 136\nfunds = 5000"));
    let others = [
        (
            "it says so",
            post("b", "春季助学金", &stated("date = 2023-03-14\nsame_as = \"content/aid/a.md\"", "students = 136")),
        ),
        ("another month", post("b", "秋季的助学金", &stated("date = 2023-05-14", "students = 136"))),
        ("another town", post("b", "助学", &stated("date = 2023-03-14\nplace = [\"小镇\"]", "students = 136"))),
        ("another sum", post("b", "助学", &stated("date = 2023-03-14", "students = 136\nfunds = 6000"))),
        ("a small number", post("b", "助学", &stated("date = 2023-03-14", "funds = 5"))),
        ("a stock", post("b", "助学", &stated("date = 2023-03-14", "members = 340"))),
        ("no day", post("b", "助学", &stated("", "students = 136"))),
    ];
    for (why, other) in others {
        assert_eq!(found(&[first.clone(), other].concat()), Vec::<String>::new(), "{why}");
    }
}

#[test]
fn a_target_is_for_a_period_and_above_zero() {
    let portal = Portal::new(SITE);
    let told = |target: &str| {
        portal.edit("site.toml", |text| {
            text.replace(
                "label = \"资助资金\", unit = \"元\"",
                &format!("label = \"资助资金\", unit = \"元\", target = {target}"),
            )
        });
        let run = portal.run(&["build", "--format", "json"]);
        portal.edit("site.toml", |text| text.replace(&format!(", target = {target}"), ""));
        (run.code, run.out.contains("\"config/value\""))
    };
    assert_eq!(told("{ \"2023-Q9\" = 5 }"), (1, true));
    assert_eq!(told("{ all = 5 }"), (1, true));
    assert_eq!(told("{ \"2023\" = -5 }"), (1, true));
    assert_eq!(told("{ \"2023\" = 800000, \"2023-H1\" = 1 }"), (0, false));
}

const METRICS: &str = r#"-- site.toml --
name = "示例门户"
base_url = "https://portal.example"
theme = "plain"
as_of = 2023-07-10

[metrics]
jobs = { label = "就业岗位", unit = "个" }
people = { label = "参加人数", unit = "人" }
volunteers = { label = "注册志愿者", unit = "名", nature = "stock" }
funds = { label = "资助资金", unit = "元" }
money = { label = "帮扶资金", unit = "万元" }
students = { label = "受助学生", unit = "名" }
sessions = { label = "活动场次", unit = "场" }
rate = { label = "参学率", unit = "%", nature = "rate" }
"#;

/// The numbers of each text that are told as contradictions, in their order.
fn contradictions(texts: &[(&str, String)]) -> Vec<Vec<String>> {
    let portal = Portal::new(METRICS);
    for (at, (figures, text)) in texts.iter().enumerate() {
        let (title, body) = text.split_once("\n\n").expect("a title");
        let head = format!("{title}\nsource = \"本站\"\ndate = 2023-06-30\n[figures]\n{figures}\n");
        portal.write(&format!("content/aid/p{at:03}.md"), format!("+++\n{head}+++\n{body}\n"));
    }
    let site = site_of(&portal);
    let rules = Rules::new(&site.config.check, &site.config.privacy, &[]).take(&mut Vec::new());
    let found = check_sources(&site, &Addresses::new(&site, [].into_iter()), &rules, &Sources::default()).findings;
    let mut told = vec![Vec::new(); texts.len()];
    for finding in found.iter().filter(|finding| finding.code == Code::TextFigure) {
        let path = finding.place.as_ref().expect("a place").path.to_string();
        let at: usize = path["content/aid/p".len()..path.len() - 3].parse().expect("a number");
        told[at].push(finding.message.args[0].1.to_string());
    }
    told
}

fn of_body(sentence: &str) -> String {
    format!("title = \"甲\"\n\n{sentence}")
}

const JOBS: &str = "jobs = 163";
const STOCK: &str = "volunteers = 1217";
const FUNDS: &str = "funds = \"4.8万\"";
const MONEY: &str = "money = 4.8";
const MANY: &str = "people = \"2万\"";
const RATE: &str = "rate = \"96%\"";
const SESSIONS: &str = "sessions = 9";

/// What a text says of a figure, and what the head says.
const TOLD: &[(&str, &[&str])] = &[
    (
        JOBS,
        &[
            "第三届春季招聘会提供就业岗位136个。",
            "“青春向未来”招聘会提供就业岗位136个。",
            "尚未就业的青年可选择136个就业岗位。",
            "面向第四中学毕业生提供就业岗位136个。",
            "《就业促进计划》发布后，提供就业岗位136个。",
            "模拟面试之后，企业提供就业岗位136个。",
            "在虚拟展厅推出136个岗位。",
            "旗关心下一代工作委员会提供就业岗位136个。",
            "这次招聘会共有136个优质就业岗位。",
            "招聘会发布岗位136个，吸引青年报名。",
            "团旗委送出136个岗位。",
            "招聘会带来技术岗位136个。",
            "现场提供各类岗位近百余个，共计就业岗位316个。",
            "去年招聘会停办，今年提供就业岗位136个。",
            "与去年相比，本次提供就业岗位136个。",
            "2023年6月，提供就业岗位136个。",
            "就业岗位（136个）已经公布。",
            "提供一百三十六个就业岗位。",
            "就业岗位达631个。",
            "提供就业岗位约500个。",
            "提供就业岗位200余个。",
            "全旗提供就业岗位136个。",
            "上半年提供就业岗位136个。",
            "截至目前，提供就业岗位136个。",
            "市场上有136个就业岗位。",
            "全旗提供就业岗位1630个。",
            "学习宣传第二十次全国代表大会精神的招聘会提供就业岗位136个。",
            "每年一度的招聘会提供就业岗位136个。",
            "“就业援助月”专场招聘会提供就业岗位136个，吸引青年500余人。",
            "活动现场，32家企业提供就业岗位136个。",
            "32家企业带来136个就业岗位。",
            "招聘会共提供136个适合高校毕业生的岗位。",
            "招聘会当天提供就业岗位 136 个。",
            "活动共为青年提供**136个**就业岗位。",
            "为青年找到岗位136个。",
            "将136个就业岗位送到青年身边。",
            "招聘会上，136个就业岗位供青年选择。",
            "据统计，招聘会提供就业岗位1630个。",
            "线上线下共提供就业岗位136个。",
            "团旗委联合旗就业局提供岗位136个、发放资料500份。",
            "招聘会提供就业岗位：136个。",
            "岗位总数达136个。",
            "提供就业岗位超500个。",
            "本次招聘会提供就业岗位不足100个。",
            "就业岗位共有136个，涉及教育、医疗等行业。",
            "（提供就业岗位136个）",
            "“三支一扶”招募就业岗位136个。",
            "招聘会开到社区，提供就业岗位136个。",
            "招聘会提供就业岗位136个（不含线上）。",
            "招聘会提供136个就业岗位，其中技术岗位63个。",
            "提供就业岗位136个，比去年增加20个。",
            "提供就业岗位136个，同比增长12%。",
            "本次招聘会提供就业岗位136个，下一场将于7月举行。",
            "招聘会共吸引500人，提供就业岗位136个。",
            "招聘会由团旗委主办，提供就业岗位613个。",
            "就业岗位136个。",
            " - 就业岗位136个",
            "> 提供就业岗位136个。",
            "招聘会提供就业岗位１３６个。",
            "提供就业岗位136个！",
            "提供就业岗位:136个",
            "围绕乡村振兴，提供就业岗位136个。",
            "“团团帮就业”系列活动提供就业岗位136个。",
            "以“就业有位来”为主题的招聘会提供就业岗位136个。",
            "为提高就业率，旗团委找到就业岗位136个。",
            "《招聘会提供就业岗位》一文说，有136个就业岗位。",
            "招聘会推出136个就业见习岗位。",
        ],
    ),
    ("jobs = 163\npeople = 136", &["提供就业岗位136个。", "就业岗位：136"]),
    ("jobs = 163\nfunds = 136", &["招聘会提供就业岗位136个。"]),
    (
        STOCK,
        &[
            "“西部计划”志愿者现有1127名。",
            "现有注册志愿者1127名。",
            "注册志愿者总数达1300名。",
            "截至6月，全旗注册志愿者1127名。",
            "目前共有1127名注册志愿者。",
            "第四中学、第五中学的注册志愿者共有1127名。",
            "注册志愿者：1127名",
            "“西部计划”志愿者1271名。",
            "我旗注册志愿者人数达1271人，1271名志愿者。",
            "注册志愿者队伍现有1127名志愿者。",
            "全旗现有青年志愿者1127名。",
            "注册志愿者达到1317名。",
            "注册志愿者已达1721名。",
            "现有注册志愿者12170名。",
            "我旗有注册志愿者1127名，志愿服务队30支。",
        ],
    ),
    (
        FUNDS,
        &[
            "发放资助资金五万八千元。",
            "发放资助资金5万8千元。",
            "发放资助资金五万余元。",
            "发放资助资金5.8万元。",
            "资助资金共计58000元。",
            "资助资金58,000元。",
            "发放资助资金8.4万元。",
            "向学生发放资助资金3.8万元。",
            "共发放资助资金48万元。",
            "资助资金总额5万余元。",
            "资助资金合计四千八百元。",
            "筹集资助资金4.9万元。",
            "资助资金：5.8万元",
            "发放资助资金三万元。",
            "为20名学生发放资助资金5.8万元。",
            "发放资助资金共5.8万元，每人2900元。",
            "本次共发放资助资金5.3万元。",
        ],
    ),
    (
        MONEY,
        &[
            "发放帮扶资金5.8万元。",
            "发放帮扶资金五万八千元。",
            "发放帮扶资金58000元。",
            "发放帮扶资金五万余元。",
            "帮扶资金（万元）：5.8",
            "发放帮扶资金5.8 万元。",
            "帮扶资金58000元。",
            "帮扶资金48万元。",
            "帮扶资金约6万元。",
        ],
    ),
    (
        MANY,
        &[
            "参加人数一万人。",
            "三万余人参加。",
            "参加人数达3万人。",
            "参加人数1万2千人。",
            "共有三万多人参加。",
            "参加人数达1.5万人。",
            "近万人参加，参加人数1万余人。",
            "吸引3万人参加。",
        ],
    ),
    (
        RATE,
        &[
            "参学率69%。",
            "全旗参学率达69%。",
            "参学率为69%，比上期高。",
            "青年大学习参学率达到69%。",
            "参学率：69%",
            "| 项目 | 数 |\n|---|---|\n| 参学率 | 69% |",
            "上期参学率90%，本期参学率69%。",
            "参学率 69%。",
            "团员参学率69％。",
            "**参学率**：69%",
            "本期参学率69%，居全旗前列。",
            "今年参学率69%。",
        ],
    ),
    (
        SESSIONS,
        &[
            "举办活动12场次。",
            "共举办活动12场。",
            "活动场次：12",
            "12场次活动举办。",
            "开展活动12场次。",
            "活动12场次，参加5000人。",
            "累积举办12场活动。",
            "共开展各类活动10余场次。",
            "举办各类活动12场次，参加人数500人。",
            "线上线下开展活动19场次。",
        ],
    ),
];

/// What a text says of something else, or as the head does.
const SILENT: &[(&str, &[&str])] = &[
    (
        JOBS,
        &[
            "提供就业岗位163个，技术岗位63个。",
            "提供岗位{{ figure(\"jobs\") }}，技术岗位63个。",
            "提供岗位{{ figure(\"jobs\") }}。\n\n上午提供就业岗位60个，下午更多。",
            "就业岗位163个，下一场将提供就业岗位300个。",
            "就业岗位163个。全旗半年来共提供就业岗位1630个。",
            "通辽市提供就业岗位5000个，本旗提供就业岗位163个。",
            "吸引200个家庭咨询就业岗位，现场提供岗位163个。",
            "136个单位提供就业岗位。",
            "建成3个就业帮扶车间。",
            "20个社区设立公益岗位。",
            "设岗位咨询台3个。",
            "现场设3个岗位咨询台。",
            "上午提供就业岗位100个，下午提供就业岗位63个。",
            "其中就业岗位136个面向毕业生。",
            "第一场提供就业岗位136个。",
            "首场提供就业岗位136个。",
            "第136个就业岗位有了人。",
            "去年，旗团委提供就业岗位136个。",
            "2022年，旗团委举办招聘会，提供就业岗位136个。",
            "下一步，我们将举办招聘会，提供就业岗位300个。",
            "今年计划举办招聘会5场，提供就业岗位300个。",
            "还有就业岗位136个没有招满。",
            "尚有就业岗位136个。",
            "提供就业岗位50个以上的企业受到表扬。",
            "提供就业岗位100个至200个。",
            "每场提供就业岗位136个。",
            "推出技术岗位20个。",
            "提供就业岗位160余个。",
            "提供就业岗位近200个。",
            "据统计，全市提供就业岗位5000个。",
            "年初以来，各地已提供就业岗位2万个。",
            "力争年内提供就业岗位500个。",
            "近百余个就业岗位。",
            "招聘会后，每名青年平均可选择3个就业岗位。",
            "12个村推荐就业岗位。",
            "136个家庭找到就业岗位。",
            "共有5个企业和163个就业岗位。",
            "3个岗位推介会同时举行。",
            "招聘会即将举行，提供就业岗位300个。",
            "见[去年提供就业岗位136个](a.md)。",
            "就业岗位136人报名。",
            "就业岗位163个，其中教育类岗位63个、医疗类岗位30个。",
            "招聘会提供就业岗位163个，达成就业意向63个。",
            "招聘会有3个岗位咨询点，提供就业岗位163个。",
            "企业一次提供5个就业岗位，招聘会共提供163个就业岗位。",
            "招聘会分3个就业服务区。",
            "开设2个就业专场。",
            "设立5个就业指导站。",
            "与12个就业帮扶对象结对。",
            "就业见习基地3个。",
            "下一步，将继续开发就业岗位，力争提供500个就业岗位。",
            "通过招聘会，20个家庭有人就业。",
            "较上年增加就业岗位20个。",
            "比去年多提供20个就业岗位。",
            "就业岗位减少20个。",
            "未来三年提供就业岗位2000个。",
            "计划提供就业岗位200个，实际提供163个。",
            "全区提供就业岗位5000余个，我旗提供163个。",
            "2021年以来，提供就业岗位1500个。",
            "“十四五”期间，提供就业岗位3000个。",
            "截至2023年6月，全旗提供就业岗位1500个。",
            "累计开发就业岗位800个。",
            "招聘会提供就业岗位100～200个。",
            "招聘会提供就业岗位150个以上。",
            "平均每家企业提供5个就业岗位。",
            "每家企业提供岗位10个以上。",
            "某企业提供普工岗位20个。",
            "目标是提供就业岗位200个。",
            "报名第一天，提供就业岗位36个。",
            "第二批提供就业岗位50个。",
            "招聘会涉及10个行业就业岗位。",
            "提供就业信息136条。",
            "有3个镇举办就业岗位推介。",
            "136个有就业意愿的青年选岗位。",
            "136个青年咨询岗位。",
            "已有63个岗位招满，就业岗位共163个。",
            "目前还剩63个岗位。",
            "剩余63个岗位继续招聘。",
            "明年，我们将提供就业岗位500个。",
            "截至目前，已连续举办招聘会10场，提供就业岗位2000个。",
            "近三年来，提供就业岗位1200个。",
            "“提供岗位500个”是去年的目标。",
            "呼伦贝尔市提供就业岗位3000个。",
            "内蒙古自治区提供就业岗位10万个。",
            "全国提供就业岗位100万个。",
            "上一届招聘会提供就业岗位120个。",
            "往届招聘会提供就业岗位120个。",
            "上次招聘会提供就业岗位120个。",
            "招聘会历史上最多提供就业岗位500个。",
            "招聘会提供{{ figure(\"jobs\") }}就业岗位，当场有20个岗位招满。",
            "就业岗位163个，达成意向136个。",
            "就业岗位163个，全市5000个就业岗位。",
            "提供就业岗位163个；去年同期提供就业岗位120个。",
            "招聘会提供就业岗位163个，半年来全旗已提供就业岗位2000个。",
            "截至6月底，全旗累计提供就业岗位2000个。",
            "今年以来，全旗举办招聘会20场，提供就业岗位2000个。",
            "2021年，提供就业岗位120个；2022年，提供就业岗位140个。",
            "2021年至2022年提供就业岗位260个。",
            "据了解，往年春季招聘会提供就业岗位120个左右。",
            "“十四五”末，提供就业岗位将达5000个。",
            "5个就业创业孵化基地。",
            "2个就业指导中心挂牌。",
            "10个就业困难家庭得到帮助。",
            "为8个就业困难群体举办讲座。",
            "招聘会在3个社区举行。",
            "招聘会分12个展区，就业岗位163个。",
            "3个月内提供就业岗位。",
            "20个工作日内提供就业岗位。",
            "企业3个，就业岗位163个。",
            "企业2家，岗位3种。",
            "招聘会设5个岗位类别。",
            "招聘会有10个岗位展台。",
            "| 企业 | 就业岗位 |\n|---|---|\n| 甲 | 100个 |\n| 乙 | 63个 |",
            "| 时间 | 就业岗位 |\n|---|---|\n| 上午 | 100个 |",
            "力争提供就业岗位200个。",
            "确保全年提供就业岗位500个以上。",
            "旗里要求提供就业岗位200个。",
            "按照任务提供就业岗位200个。",
            "一个岗位、一个青年。",
            "第三届招聘会提供163个就业岗位。",
            "预计有200个就业岗位。",
            "招聘会拟提供就业岗位200个。",
            "就业岗位名额200个。",
            "招聘会提供就业岗位163个，是去年的120个就业岗位的一点三倍。",
            "以前只有20个岗位，如今有163个岗位。",
            "岗位从100个增加到163个。",
            "提供就业岗位163个，一家企业就提供50个就业岗位。",
            "下周，就业服务中心还将推出就业岗位80个。",
            "报名人数最多的10个岗位。",
            "最受欢迎的10个岗位是普工。",
            "其余20个岗位留给毕业生。",
            "另有20个岗位在线上招聘。",
            "新增20个公益岗位。",
            "经过三轮面试，5个岗位招满。",
        ],
    ),
    ("jobs = 163\nfunds = \"4.8万\"", &["提供就业岗位163个，发放资助资金4.8万元。"]),
    ("volunteers = 1217\nstudents = 300", &["受助学生300名，注册志愿者1217名。", "300名志愿者和学生参加。"]),
    (
        STOCK,
        &[
            "现有注册志愿者{{ figure(\"volunteers\") }}。当天，20名志愿者参加植树。",
            "本月新增注册志愿者17名。",
            "当天，20名志愿者参加植树。",
            "组织青年志愿者20名清理河道。",
            "青年志愿者20名走上街头。",
            "50名注册志愿者参加培训。",
            "评出优秀志愿者10名。",
            "30余名志愿者深入嘎查。",
            "注册志愿者1200余名。",
            "志愿者代表3名发言。",
            "全国注册志愿者2亿名。",
            "30名志愿者服务招聘会。",
            "志愿者20名。",
            "招募志愿者50名。",
            "每队有志愿者20名。",
            "20名青年志愿者为考生送水。",
            "志愿服务队有志愿者30名。",
            "社区有注册志愿者50名，全旗现有注册志愿者1217名。",
            "活动中，注册志愿者17名走进社区。",
            "新增志愿者17名。",
            "今年以来新注册志愿者100余名。",
            "我们招募了20名注册志愿者。",
            "80名注册志愿者到敬老院打扫卫生。",
            "近50名志愿者来到敬老院。",
            "东明镇有注册志愿者200名。",
            "大学生注册志愿者200名。",
            "注册志愿者中有党员200名。",
            "五四期间，200名注册志愿者上街清雪。",
            "计划发展注册志愿者200名。",
            "全市现有注册志愿者50000名。",
            "党员志愿者30名。",
            "本次活动有30名志愿者。",
            "100余名志愿者、200名学生参加。",
            "由10名志愿者组成服务队。",
            "志愿者20名，服务老人50名。",
            "5名志愿者获表扬。",
            "每月有30名志愿者值班。",
            "累计注册志愿者3000名。",
            "力争年底注册志愿者达2000名。",
            "2022年底，注册志愿者1100名。",
            "去年底，注册志愿者达1100名。",
            "注册志愿者由1100名增加到1217名。",
            "比去年多注册志愿者100名。",
            "青年志愿服务队现有志愿者30名。",
            "高校志愿者200名。",
            "医疗志愿者现有20名。",
        ],
    ),
    (
        FUNDS,
        &[
            "截至目前，希望工程资助资金达200万元。",
            "历年累计资助资金200万元。",
            "希望工程实施以来，资助资金达200万元。",
            "发放资助资金四万八千元。",
            "发放资助资金4万8千元。",
            "发放资助资金四万余元。",
            "资助资金近5万元。",
            "每名学生资助资金1000元。",
            "下半年，将发放资助资金6万元。",
            "每人发放资助资金1000元。",
            "希望工程累计资助资金500万元。",
            "物资折价1.5万元，资助资金4.8万元。",
            "爱心企业捐资2万元。",
            "其中企业资助资金2万元。",
            "为20名学生发放资助资金，每名学生1000元。",
            "资助资金标准为每人1000元。",
            "近年来，资助资金超100万元。",
            "自2015年以来，希望工程发放资助资金300万元。",
            "资助资金48000元。",
            "去年，发放资助资金3万元。",
            "明年，计划发放资助资金6万元。",
            "发放资助资金1.8万元、3万元。",
            "第一批资助资金2万元，第二批资助资金2.8万元。",
            "物资折合资金1.5万元。",
            "项目资金20万元。",
            "专项资金20万元已经到位。",
            "捐赠资金2万元。",
            "资助资金来自社会各界，企业捐2万元。",
            "其中现金2万元。",
            "计划筹集资助资金10万元。",
            "“希望工程”资助资金余额2万元。",
            "学校自筹资金3万元。",
            "20万元奖补资金。",
            "3万元创业贷款。",
            "总投资300万元，资金到位。",
        ],
    ),
    (MONEY, &["发放帮扶资金四万八千元。", "发放帮扶资金48000元。", "帮扶资金4.8万元。", "帮扶资金（万元）：4.8"]),
    (
        MANY,
        &[
            "参加人数二万人。",
            "两万余人参加。",
            "参加人数2万人。",
            "预计三万余人参加。",
            "其中一万余人在线参加。",
            "每场参加人数500人。",
            "每场500人参加。",
            "现场近2万人参加。",
            "三千余人参加开幕式，参加人数2万人。",
            "上届参加人数1万人。",
            "10人参加决赛。",
            "3人参加评审。",
            "20余名志愿者，5人参加表演。",
            "百余人参加现场活动。",
            "参加人数每天2000人。",
            "30人参加了比赛，参加人数共2万人。",
            "2万人次参加。",
            "其中5人参加决赛。",
        ],
    ),
    (
        RATE,
        &[
            "参学率同比增长12%。",
            "参学率提高12%。",
            "参学率96%。",
            "参学率由69%提高到96%。",
            "参学率从69%升至96%。",
            "参学率低于60%的支部要整改。",
            "东明镇参学率69%。",
            "上期参学率69%。",
            "力争参学率达99%。",
            "全旗参学率96%，最高的班参学率100%。",
            "完成率69%。",
            "其中参学率69%的有三个。",
            "参学率60%-70%。",
            "参学率超过90%。",
            "参学率达95%以上。",
            "参学率排名提升12%。",
            "参学率下降3%。",
            "参学率达到100%的支部有10个。",
            "各支部参学率在69%以上。",
            "一季度参学率69%。",
            "A班参学率69%。",
            "第三期参学率69%。",
            "上半年参学率69%，全年参学率96%。",
            "参学率目标为99%。",
            "较去年参学率90%有所提高。",
            "去年同期参学率69%。",
            "要求参学率不低于99%。",
            "参学率比上期提高5%。",
            "参学率为全旗第一，团员占69%。",
            "满意率69%，参学率96%。",
            "平均参学率69%。",
            "参学率最低的支部69%。",
            "参学率不到60%的有3个。",
            "参学率从未低于90%。",
        ],
    ),
    (
        SESSIONS,
        &[
            "举办活动9场次。",
            "举办活动9场，文艺活动3场。",
            "每月举办活动12场次。",
            "计划举办活动12场次。",
            "其他活动20次。",
            "开展文艺活动3场次，共举办活动9场次。",
            "每周活动12场次。",
            "3场活动同时举办，本月共举办活动9场。",
            "比赛12场次。",
            "第12场活动。",
            "放映电影12场次。",
            "活动12次。",
            "讲座3场次。",
            "活动期间，演出12场。",
            "活动现场，3场比赛同时进行。",
            "举办主题活动3场，共举办活动9场。",
        ],
    ),
];

/// What titles and summaries say besides a body with the whole.
const TITLES: &[(&str, bool)] = &[
    ("title = \"招聘会提供就业岗位136个\"", true),
    ("title = \"136个岗位送到青年身边\"", true),
    ("title = \"甲\"\nsummary = \"春季招聘会提供就业岗位136个。\"", true),
    ("title = \"第三届招聘会提供136个就业岗位\"", true),
    ("title = \"招聘会提供就业岗位631个\"", true),
    ("title = \"招聘会提供就业岗位163个\"", false),
    ("title = \"招聘会提供就业岗位近200个\"", false),
    ("title = \"首场招聘会提供就业岗位63个\"", false),
    ("title = \"其中就业岗位63个面向毕业生\"", false),
    ("title = \"招聘会推出技术岗位63个\"", false),
    ("title = \"甲\"\nsummary = \"提供就业岗位163个，东明镇就业岗位63个。\"", false),
    ("title = \"甲\"\nsummary = \"上午提供就业岗位100个，下午提供就业岗位63个。\"", false),
    ("title = \"提供就业岗位163个\"\nsummary = \"上午提供就业岗位100个，下午提供就业岗位63个。\"", false),
    ("title = \"下一场招聘会将提供就业岗位300个\"", false),
    ("title = \"每场提供就业岗位50个\"", false),
];

#[test]
fn numbers_of_a_text_that_contradict_its_head_are_told_and_no_others() {
    for (table, is_told) in [(TOLD, true), (SILENT, false)] {
        let rows = table.iter().flat_map(|(figures, rows)| rows.iter().map(|row| (*figures, of_body(row))));
        let rows: Vec<_> = rows.collect();
        let told = contradictions(&rows);
        let odd: Vec<_> = rows.iter().zip(told).filter(|(_, told)| told.is_empty() == is_told).collect();
        assert!(odd.is_empty(), "told is to be {is_told}: {odd:#?}");
    }
}

#[test]
fn titles_and_summaries_tell_no_parts() {
    let rows = TITLES.iter().map(|(head, _)| (JOBS, format!("{head}\n\n招聘会提供就业岗位163个。")));
    let rows: Vec<_> = rows.collect();
    let told: Vec<bool> = contradictions(&rows).iter().map(|told| !told.is_empty()).collect();
    let odd: Vec<_> = TITLES.iter().zip(told).filter(|((_, is_told), told)| is_told != told).collect();
    assert!(odd.is_empty(), "{odd:#?}");
}

#[test]
fn every_wrong_number_of_a_text_is_told_once() {
    let text = "提供就业岗位136个。\n\n企业拿出631个就业岗位，参加人数136人。\n\n共有就业岗位316个。";
    let told = contradictions(&[("jobs = 163\npeople = 136", of_body(text))]);
    assert_eq!(told, [["136个", "631个", "316个"]]);
}

#[test]
fn what_is_long_takes_no_longer_than_its_length_calls_for() {
    let started = Instant::now();
    let long = "提供就业岗位136个".repeat(4000);
    assert_eq!(contradictions(&[(JOBS, of_body(&long))])[0].len(), 4000);
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
}
