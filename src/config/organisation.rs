//! `[organisation]`: who runs the portal. Every field is optional, and absent from the pages where it is not set.

use crate::tables::TableReader;

/// Who runs the portal, and under which numbers it is filed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    /// 主办单位.
    pub organiser: Option<String>,
    /// 承办单位.
    pub undertaker: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// 网站标识码.
    pub site_id_code: Option<String>,
    /// ICP filing number (GOV-F2).
    pub icp: Option<String>,
    /// 公安备案 number (GOV-F3).
    pub police: Option<String>,
    /// 党政机关网站标识 (GOV-F4).
    pub conac_id: Option<String>,
    /// Where errors of the site can be reported.
    pub report_errors: Option<String>,
}

impl Organisation {
    pub(super) fn read(table: &TableReader<'_>) -> Self {
        let text = |key| table.plain_text(key);
        Self {
            organiser: text("organiser"),
            undertaker: text("undertaker"),
            phone: text("phone"),
            email: text("email"),
            address: text("address"),
            site_id_code: text("site_id_code"),
            icp: text("icp"),
            police: text("police"),
            conac_id: text("conac_id"),
            report_errors: web_address(table, "report_errors"),
        }
    }
}

/// An address that readers may be led to: one of another scheme could run something (`javascript:`).
fn web_address(table: &TableReader<'_>, key: &str) -> Option<String> {
    let stated = table.text(key)?;
    if ["https://", "http://", "/", "mailto:", "tel:"].iter().any(|start| stated.value.starts_with(start)) {
        return Some(stated.value);
    }
    table.passed_over(key, &stated, "https://portal.example/report/");
    None
}
