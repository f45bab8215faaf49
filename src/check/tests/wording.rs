//! Words, dates, qualifiers and document numbers: what is told, and what isn't.

use super::super::{
    Rules,
    letters::Letters,
    peel,
    text::{Role, Text},
    wording,
};
use crate::base::SitePath;
use crate::config::{CheckConfig, PrivacyConfig};

fn told(body: &str) -> Vec<String> {
    let path = SitePath::new("content/a.md").expect("a path");
    let rules = Rules::new(&CheckConfig::default(), &PrivacyConfig::default(), &[]).value;
    let folded = peel::markdown(body, 0..body.len()).without_stars();
    let text = Text { role: Role::Body, ..Text::of_file(&path, body, folded, None) };
    wording::check_wording(&text, &Letters::of(&text.folded.text), &rules)
        .into_iter()
        .map(|one| one.code.as_str().to_owned())
        .collect()
}

/// What is wrong, by what tells it.
const WRONG: &[(&str, &[&str])] = &[
    (
        "text/qualifier",
        &[
            "约3200余人",
            "近3217人",
            "35余人",
            "3余万人",
            "超过300余人",
            "最少50以上",
            "约100左右",
            "**约**3200余人",
            "约三千余人",
            "近三百多名",
            "接近300余人",
            "大概200人左右",
            "最多50人以下",
            "约有300余名青年",
            "大约有500多人",
            "约为300余人",
            "超过了300余人",
            "300余人左右",
            "300多人左右",
            "三百余人左右",
            "达1000余人以上",
            "近万余人",
            "大约近百人",
            "不到100多人",
            "约 3200 余人",
            "5余千人",
        ],
    ),
    (
        "text/date",
        &[
            "6月29日至31日",
            "2024/6/31",
            "2023年6月30日 （周四）",
            "2023年6月31日",
            "2023年6月30日（星期四）",
            "2023年6月30日星期四",
            "2月30日",
            "13月1日",
            "2023年2月29日",
            "在2023-02-30举行",
            "0月3日",
            "2023年6月30日，星期四。",
            "2023年6月30日，周四",
            "2023年6月30日上午（星期四）",
            "2023年6月30日9:00（周四）",
            "2023年6月30日上午9时30分（周四）",
            "2023年6月30日（本周四）",
            "周四（2023年6月30日）举行",
            "本周四（2023年6月30日）",
            "2023-06-30（周四）",
            "2023/6/30 周四",
            "2023.6.30（周四）",
            "二〇二三年六月三十一日",
            "| 2023年5月28日 | 星期一 |",
            "2023年6月30日（农历五月十三，星期四）",
            "二〇二三年六月三十日（星期四）",
            "十一月三十一日",
            "2023 年 6 月 31 日",
            "2023年6月30日至7月2日（星期四至星期日）",
            "2023年6月30日至7月2日（周五至周六）",
            "2023年5月1日至5日（周一至周四）",
            "2023年5月1日至5日（周四）",
            "2023年5月10日和5月11日（周三、周五）",
        ],
    ),
    (
        "text/doc-no",
        &[
            "奈团联发〔2023年〕2号",
            "奈团联发[2023] 5 号",
            "奈团联发〈2023〉2号",
            "奈团联发[2023]02号",
            "奈团联发【2023】2号",
            "奈团发(2023)2号",
            "奈团联发〔2023〕第2号",
            "奈团联发〔23〕2号",
            "奈团字［2023］2号",
            "奈团函（2023）12号",
            "奈团办{2023}3号",
            "奈团发﹝2023﹞2号",
            "奈团联发〔 2023 〕2号",
            "奈团发「2023」2号",
            "奈团联发〔二〇二三〕2号",
        ],
    ),
    ("text/words", &["登陆系统", "拔\n款", "登**陆系**统", "这是关健", "一但发生", "秸杆还田", "复盖全旗", "帐蓬"]),
];

#[test]
fn what_is_wrong_is_told() {
    for (code, bodies) in WRONG {
        for body in *bodies {
            assert_eq!(told(body), [*code], "{body}");
        }
    }
}

#[test]
fn a_number_of_a_document_begins_with_its_agency() {
    let path = SitePath::new("content/a.md").expect("a path");
    let rules = Rules::new(&CheckConfig::default(), &PrivacyConfig::default(), &[]).value;
    let body = "根据奈团发[2023]2号文件";
    let text = Text::of_file(&path, body, peel::markdown(body, 0..body.len()), None);
    let told = wording::check_wording(&text, &Letters::of(body), &rules);
    let position = told[0].place.as_ref().and_then(|place| place.position.as_ref()).expect("a position");
    assert_eq!((position.column, told[0].message.args[1].1.as_str()), (3, "奈团发〔2023〕2号"));
}

#[test]
fn what_is_right_is_silent() {
    for body in [
        "大约200人，近200人，100多人，20余人，约3万人，近3200人，1.5万余人，3.2万余元，30余名，十余家，10余年",
        "超过1217人，2023年以来，最近3217人，预约1217人次，附近200米，3个多月",
        "2023年6月30日至7月2日（星期五至星期日），2023年6月30日—7月2日（周五至周日），2023年6月30日至7月2日（周五—周日）",
        "2023年5月10日和5月11日（周三、周四），2023年6月30日、7月1日（周五、周六），2023年5月1日至5日（周一至周五）",
        "2023年6月29日（周四）至30日（周五），2023年6月29日（周四）至7月2日（周日），每周四（2023年6月30日除外）",
        "周五（2023年6月30日），2023年6月30日，星期五，2023-06-30（周五），版本2023.6.31，二〇二三年六月三十日（星期五）",
        "2023年6月30日，周六开展活动，2023年6月30日上午（周五），三个月，一年十二月，五月十日",
        "2023年2月28日（星期二），2023年6月30日（周五），2月29日，6月30日至7月2日",
        "奈团联发〔2023〕2号，（2023）内0525民初123号，青年广场（2023）1号楼，第2号公告，2023年第3号令",
        "登录系统，成功登陆月球，统一但不强求，唯一但可贵，覆盖，一旦",
        "机关健步走，批复盖章，反复盖章，每个志愿都要填写，2024/6/30，https://a.example/2024/6/31/，6月29日至7月1日",
        "约有300名，约为300人，不到100人，最近有300余人，附近有十余家，预约有300余人，300余人以往没来过，多年以上",
        "近三百人，百余人，三十多名，最近三十多年，附近十余家，3月1日至31日",
        "IMG-2023-02-30.jpg 和 https://a.example/2023-02-30/",
    ] {
        assert_eq!(told(body), [] as [&str; 0], "{body}");
    }
}
