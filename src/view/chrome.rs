//! What surrounds every page: the site, its navigation, and the page's own head.

use serde::Serialize;

use super::{DayView, LinkView};

/// `site`: the portal, the same on every page.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// Its name.
    pub name: String,
    /// One sentence about it; may be empty.
    pub description: String,
    /// `zh-CN` or `en`.
    pub language: String,
    /// `https://portal.example`, with no slash at the end.
    pub base_url: String,
    /// The address of the home page: `/`, or the path that `base_url` has.
    pub home_url: String,
    /// The day of the build.
    pub as_of: DayView,
    /// The top categories, in their order.
    pub nav: Vec<NavItem>,
    /// Standalone pages, in their order (about, accessibility …).
    pub pages: Vec<LinkView>,
    /// `[organisation]` of site.toml.
    pub organisation: OrganisationView,
    /// Addresses of the pages that every portal has.
    pub urls: SpecialUrls,
    /// `[extra]` of site.toml, free for themes. `qingchun` shows `extra.notice` in the footer.
    pub extra: tera::Value,
}

/// One entry of the navigation.
#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    /// The folder, `hope-project`; equal to `page.section` on its pages.
    pub id: String,
    /// The text.
    pub title: String,
    /// The address.
    pub url: String,
}

/// The body that runs the portal. Each is `none` where site.toml doesn't set it, and then absent from the page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OrganisationView {
    /// 主办单位.
    pub organiser: Option<String>,
    /// 承办单位.
    pub undertaker: Option<String>,
    /// Telephone as written.
    pub phone: Option<String>,
    /// For `href`: `tel:04754212345`.
    pub phone_url: Option<String>,
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
    /// Where the police filing can be looked up.
    pub police_url: Option<String>,
    /// 党政机关网站标识: the id on the registration page (GOV-F4).
    pub conac_id: Option<String>,
    /// Address of the registration page.
    pub conac_url: Option<String>,
    /// Where errors of the site can be reported (我为政府网站找错): a web address, never one that runs.
    pub report_errors: Option<String>,
}

/// Addresses of the pages that every portal has.
#[derive(Debug, Clone, Serialize)]
pub struct SpecialUrls {
    /// All posts by year and month.
    pub archive: String,
    /// The statistics.
    pub stats: String,
    /// Events.
    pub calendar: String,
    /// The calendar as a file to subscribe to.
    pub calendar_ics: String,
    /// Open data.
    pub data: String,
    /// The sitemap for people.
    pub sitemap: String,
    /// The search page; it takes a query as `?q=`.
    pub search: String,
    /// The feed of the site.
    pub feed: String,
    /// The tags; `none` where no post has one.
    pub tags: Option<String>,
}

/// `page`: what the page's own head needs.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// `home` `category` `post` `page` `taxonomy` `term` `archive` `stats` `calendar` `data` `sitemap` `search` `404`.
    pub kind: &'static str,
    /// For `<h1>`.
    pub title: String,
    /// For `<title>`: with the name of the site and, from the second on, the number of the page.
    pub window_title: String,
    /// One sentence for search engines; may be empty.
    pub description: String,
    /// Address on this site.
    pub url: String,
    /// Full address, for `rel=canonical`.
    pub permalink: String,
    /// Top category that it belongs to (`nav[..].id`); empty where none.
    pub section: String,
    /// From the home page down; the last is the page itself and needs no link.
    pub breadcrumbs: Vec<LinkView>,
    /// All `<meta>` tags that the conventions ask for (META-1 to META-7, Open Graph), ready to be written.
    pub meta: Vec<MetaTag>,
    /// JSON-LD documents, each safe inside `<script type="application/ld+json">`.
    pub json_ld: Vec<String>,
    /// Feeds to announce.
    pub feeds: Vec<FeedLink>,
    /// Whether search engines should pass it over (404).
    pub noindex: bool,
}

/// A `<meta>` tag.
#[derive(Debug, Clone, Serialize)]
pub struct MetaTag {
    /// The attribute that names it: `name`, `property` or `itemprop`.
    pub attribute: &'static str,
    /// Its name: `SiteName`, `og:title`.
    pub name: &'static str,
    /// Never empty (META-1).
    pub content: String,
}

/// A feed to announce in the head.
#[derive(Debug, Clone, Serialize)]
pub struct FeedLink {
    /// What it holds.
    pub title: String,
    /// Its address.
    pub url: String,
}
