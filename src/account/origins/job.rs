//! What an output is.

use crate::diag::Message;
use crate::model::Site;
use crate::plan::Job;

/// What it is, for people.
pub(super) fn message(job: &Job, site: &Site) -> Message {
    match job {
        Job::Home => Message::new("job-home"),
        Job::Category(id, 1) => Message::new("job-category").with("title", &site.category(*id).title),
        Job::Category(id, number) => {
            Message::new("job-category-page").with("title", &site.category(*id).title).with("number", number)
        }
        Job::Post(id) if site.post(*id).is_page() => Message::new("job-page").with("title", &site.post(*id).title),
        Job::Post(id) => Message::new("job-post").with("title", &site.post(*id).title),
        Job::Taxonomy(id) => Message::new("job-taxonomy").with("name", id),
        Job::Term(taxonomy, term, 1) => Message::new("job-term").with("taxonomy", taxonomy).with("name", term),
        Job::Term(taxonomy, term, number) => {
            Message::new("job-term-page").with("taxonomy", taxonomy).with("name", term).with("number", number)
        }
        Job::Archive(None) => Message::new("job-archive"),
        Job::Archive(Some(year)) => Message::new("job-archive-year").with("year", year),
        Job::Stats => Message::new("job-stats"),
        Job::Calendar => Message::new("job-calendar"),
        Job::Data => Message::new("job-data"),
        Job::Sitemap => Message::new("job-sitemap"),
        Job::Search => Message::new("job-search"),
        Job::SearchScript | Job::SearchSyllables => Message::new("job-search-script"),
        Job::SearchShard(_) | Job::SearchCards(_) | Job::SearchReadings(_) => Message::new("job-search-index"),
        Job::NotFound => Message::new("job-not-found"),
        Job::Feed(None) => Message::new("job-feed"),
        Job::Feed(Some(id)) => Message::new("job-category-feed").with("title", &site.category(*id).title),
        Job::SitemapXml | Job::SitemapPart(_) => Message::new("job-sitemap-xml"),
        Job::Robots => Message::new("job-robots"),
        Job::CalendarFile => Message::new("job-calendar-file"),
        Job::EventFile(id) => Message::new("job-event-file").with("title", &site.post(*id).title),
        Job::PostsJson => Message::new("job-posts-json"),
        Job::FiguresCsv => Message::new("job-figures-csv"),
        Job::MetricCsv(metric) => Message::new("job-metric-csv").with("metric", metric),
        Job::LabelsCsv => Message::new("job-labels-csv"),
        Job::DataPackage => Message::new("job-data-package"),
        Job::Redirect(target) => Message::new("job-redirect").with("target", target.url(site.config.base_url.path())),
        Job::File(_) => Message::new("job-file"),
        Job::Picture(..) => Message::new("job-picture"),
        Job::ThemeAsset(name) => Message::new("job-theme-file").with("name", name),
    }
}

/// What it is, for programs.
pub(super) fn name(job: &Job) -> &'static str {
    match job {
        Job::Home => "home",
        Job::Category(..) => "category",
        Job::Post(_) => "post",
        Job::Taxonomy(_) => "taxonomy",
        Job::Term(..) => "term",
        Job::Archive(_) => "archive",
        Job::Stats => "stats",
        Job::Calendar => "calendar",
        Job::Data => "data",
        Job::Sitemap => "sitemap",
        Job::Search => "search",
        Job::SearchScript | Job::SearchSyllables => "search-script",
        Job::SearchShard(_) | Job::SearchCards(_) | Job::SearchReadings(_) => "search-index",
        Job::NotFound => "not-found",
        Job::Feed(_) => "feed",
        Job::SitemapXml | Job::SitemapPart(_) => "sitemap-xml",
        Job::Robots => "robots",
        Job::CalendarFile => "calendar-file",
        Job::EventFile(_) => "event-file",
        Job::PostsJson => "posts-json",
        Job::FiguresCsv => "figures-csv",
        Job::MetricCsv(_) => "metric-csv",
        Job::LabelsCsv => "labels-csv",
        Job::DataPackage => "data-package",
        Job::Redirect(_) => "redirect",
        Job::File(_) => "file",
        Job::Picture(..) => "picture",
        Job::ThemeAsset(_) => "theme-file",
    }
}
