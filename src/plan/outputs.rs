//! Every file of the output folder.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::collisions::check_collisions;
use crate::base::{Print, SitePath};
use crate::diag::{Checked, Place};
use crate::media::Treatment;
use crate::model::{Address, CategoryId, ListKey, PostId, Site, page_address, page_count};
use crate::search::{SearchPart, SearchSize, script_name, syllables_name};

/// One file of the output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Where it goes.
    pub path: SitePath,
    /// What it is made from.
    pub job: Job,
    /// The file that asked for it, where one did.
    pub origin: Option<Place>,
}

/// What a file is made from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Job {
    /// The home page.
    Home,
    /// A page of a category.
    Category(CategoryId, usize),
    /// A post or standalone page.
    Post(PostId),
    /// All terms of a taxonomy.
    Taxonomy(String),
    /// A page of a term: taxonomy, name, number.
    Term(String, String, usize),
    /// The archive, or one year of it.
    Archive(Option<i16>),
    /// The statistics.
    Stats,
    /// The calendar.
    Calendar,
    /// The open data's page.
    Data,
    /// The sitemap for people.
    Sitemap,
    /// The search page.
    Search,
    /// The script of the search page.
    SearchScript,
    /// How common characters are read, for that script.
    SearchSyllables,
    /// A shard of the search index.
    SearchShard(u32),
    /// A part of the cards of results.
    SearchCards(usize),
    /// A file of readings of Han characters.
    SearchReadings(u32),
    /// What is shown where there is nothing.
    NotFound,
    /// The feed of the site, or of a category.
    Feed(Option<CategoryId>),
    /// The sitemap for search engines, or its index where one file can't hold it.
    SitemapXml,
    /// A part of the sitemap, from 1.
    SitemapPart(usize),
    /// robots.txt.
    Robots,
    /// All events as a calendar.
    CalendarFile,
    /// One event as a calendar.
    EventFile(PostId),
    /// data/posts.json.
    PostsJson,
    /// data/figures.csv.
    FiguresCsv,
    /// data/labels.csv.
    LabelsCsv,
    /// data/figures/<metric>.csv.
    MetricCsv(String),
    /// data/datapackage.json.
    DataPackage,
    /// A page that leads to another address.
    Redirect(Address),
    /// A file of the portal that is published as it is.
    File(SitePath),
    /// Something made of a picture: its file, and the number of the rendition among those of the file.
    Picture(SitePath, usize),
    /// A file of the theme, by the name that templates know it by.
    ThemeAsset(String),
}

impl Job {
    /// The file of the portal that it is made of or beside, where there is one: that of the home page, a post, a category,
    /// or what is copied.
    pub fn source<'s>(&'s self, site: &'s Site) -> Option<&'s SitePath> {
        match self {
            Self::Home => Some(&site.home_path),
            Self::Post(id) | Self::EventFile(id) => Some(&site.post(*id).path),
            Self::Category(id, _) | Self::Feed(Some(id)) => Some(&site.category(*id).path),
            Self::File(path) | Self::Picture(path, _) => Some(path),
            _ => None,
        }
    }

    /// The print of what it is: the same in every site that has it. Ids are good for one site only, so that what they
    /// mean stands in their place.
    pub fn print(&self, site: &Site) -> Print {
        let post = |id: &PostId| site.post(*id).path.as_str();
        let category = |id: &CategoryId| site.category(*id).folder.as_str();
        match self {
            Self::Post(id) => Print::of(&("post", post(id))),
            Self::EventFile(id) => Print::of(&("event", post(id))),
            Self::Category(id, number) => Print::of(&("category", category(id), number)),
            Self::Feed(Some(id)) => Print::of(&("feed", category(id))),
            other => Print::of(other),
        }
    }
}

/// How many addresses a sitemap holds (SD-4).
pub const SITEMAP_SIZE: usize = 50_000;

/// All files of a site. `theme_assets` are names and places of the theme's files; `archive_years` the years that have a
/// page of their own; `has_search` is whether the theme can show a search page.
pub fn plan_outputs(
    site: &Site,
    theme_assets: &[(String, SitePath)],
    archive_years: &[i16],
    sitemap_entries: usize,
    has_search: bool,
) -> Checked<Vec<Output>> {
    let mut plan = Plan::default();
    plan.pages(site, archive_years);
    plan.posts(site);
    plan.terms(site);
    plan.machine_files(site, sitemap_entries);
    if has_search {
        plan.search(site);
    }
    for (alias, target) in site.aliases() {
        if let Some(address) = Address::parse(&alias.value) {
            plan.add(&address, Job::Redirect(target.clone()), Some(alias.place.clone()));
        }
    }
    plan.files(site);
    for (name, output) in theme_assets {
        plan.outputs.push(Output { path: output.clone(), job: Job::ThemeAsset(name.clone()), origin: None });
    }
    check_collisions(plan.outputs, plan.unusable)
}

/// An output, or an address that no file system can hold.
type Planned = Result<Output, (String, Option<Place>)>;

fn planned(address: &Address, job: Job, origin: Option<Place>) -> Planned {
    match address.output() {
        Some(path) => Ok(Output { path, job, origin }),
        None => Err((address.url(""), origin)),
    }
}

#[derive(Default)]
struct Plan {
    outputs: Vec<Output>,
    /// Addresses that no file system can hold.
    unusable: Vec<(String, Option<Place>)>,
}

impl Plan {
    fn add(&mut self, address: &Address, job: Job, origin: Option<Place>) {
        self.take(planned(address, job, origin));
    }

    fn take(&mut self, planned: Planned) {
        match planned {
            Ok(output) => self.outputs.push(output),
            Err(unusable) => self.unusable.push(unusable),
        }
    }

    fn pages(&mut self, site: &Site, archive_years: &[i16]) {
        let home = Address::home();
        self.add(&home, Job::Home, site.home.is_some().then(|| Place::file(&site.home_path)));
        let archive = home.page("archive");
        for year in archive_years {
            self.add(&archive.page(&year.to_string()), Job::Archive(Some(*year)), None);
        }
        self.add(&archive, Job::Archive(None), None);
        for (part, job) in
            [("stats", Job::Stats), ("calendar", Job::Calendar), ("data", Job::Data), ("sitemap", Job::Sitemap)]
        {
            self.add(&home.page(part), job, None);
        }
        self.add(&home.file("404.html"), Job::NotFound, None);
        for category in site.categories() {
            let place = Some(Place::file(&category.path));
            let posts = site.list(&ListKey::Category(category.id)).len();
            let per_page = category.head.paginate_by.unwrap_or(site.config.paginate_by);
            for number in 1..=page_count(posts, per_page) {
                self.add(&page_address(&category.address, number), Job::Category(category.id, number), place.clone());
            }
            self.add(&category.address.file("atom.xml"), Job::Feed(Some(category.id)), place);
        }
    }

    fn posts(&mut self, site: &Site) {
        let of_posts = site.posts.par_iter().flat_map_iter(|post| {
            let stated = post.head.path.as_ref().or(post.head.slug.as_ref());
            let place = Some(stated.map_or_else(|| Place::file(&post.path), |stated| stated.place.clone()));
            let event = (post.event.is_some() && !post.is_page())
                .then(|| planned(&post.address.file("event.ics"), Job::EventFile(post.id), place.clone()));
            [planned(&post.address, Job::Post(post.id), place)].into_iter().chain(event)
        });
        of_posts.collect::<Vec<_>>().into_iter().for_each(|planned| self.take(planned));
    }

    fn terms(&mut self, site: &Site) {
        for taxonomy in site.taxonomies() {
            self.add(&taxonomy.address, Job::Taxonomy(taxonomy.id.clone()), None);
            for term in &taxonomy.terms {
                for number in 1..=page_count(term.count, site.config.paginate_by) {
                    let job = Job::Term(taxonomy.id.clone(), term.name.clone(), number);
                    self.add(&page_address(&term.address, number), job, first_with(site, &taxonomy.id, &term.name));
                }
            }
        }
    }

    fn files(&mut self, site: &Site) {
        // The same picture twice in a folder, `a.jpg` and `a.jpeg`, is the same files.
        let mut planned = BTreeSet::new();
        for (path, file) in site.files() {
            if file.renditions.is_empty() {
                self.add(&file.address, Job::File(path.clone()), Some(Place::file(path)));
            }
            for (number, made) in file.renditions.iter().enumerate() {
                let is_own = made.rendition.treatment == Treatment::Stripped;
                if is_own || planned.insert(&made.address) {
                    self.add(&made.address, Job::Picture(path.clone(), number), Some(Place::file(path)));
                }
            }
        }
    }

    fn machine_files(&mut self, site: &Site, sitemap_entries: usize) {
        let home = Address::home();
        self.add(&home.file("atom.xml"), Job::Feed(None), None);
        self.add(&home.file("sitemap.xml"), Job::SitemapXml, None);
        if sitemap_entries > SITEMAP_SIZE {
            for part in 1..=sitemap_entries.div_ceil(SITEMAP_SIZE) {
                self.add(&home.file(&format!("sitemap-{part}.xml")), Job::SitemapPart(part), None);
            }
        }
        // Whoever keeps a robots.txt of their own means it.
        if !site.files().contains_key("static/robots.txt") {
            self.add(&home.file("robots.txt"), Job::Robots, None);
        }
        self.add(&home.file("calendar.ics"), Job::CalendarFile, None);
        let of_metrics = site.stated_metrics().into_iter().map(|metric| Job::MetricCsv(metric.id.clone()));
        let data = [Job::PostsJson, Job::FiguresCsv, Job::LabelsCsv, Job::DataPackage].into_iter().chain(of_metrics);
        for job in data {
            if let Some(file) = data_file(&job) {
                self.add(&file, job, None);
            }
        }
    }

    /// The search page with its script, and below its address the index.
    fn search(&mut self, site: &Site) {
        let size = SearchSize::of(site.posts.len());
        let home = Address::home().page("search");
        self.add(&home, Job::Search, None);
        self.add(&Address::home().page("assets").file(&script_name()), Job::SearchScript, None);
        self.add(&Address::home().page("assets").file(&syllables_name()), Job::SearchSyllables, None);
        for shard in 0..size.all_shards() {
            self.add(&search_part(SearchPart::Shard(shard)), Job::SearchShard(shard), None);
        }
        for part in 0..size.card_parts() {
            self.add(&home.page("cards").file(&format!("{part}.json")), Job::SearchCards(part), None);
        }
        for file in 0..size.readings {
            self.add(&search_part(SearchPart::Readings(file)), Job::SearchReadings(file), None);
        }
    }
}

/// The address of a file of the open data; `None` of other outputs.
pub fn data_file(job: &Job) -> Option<Address> {
    let data = Address::home().page("data");
    match job {
        Job::PostsJson => Some(data.file("posts.json")),
        Job::FiguresCsv => Some(data.file("figures.csv")),
        Job::LabelsCsv => Some(data.file("labels.csv")),
        Job::MetricCsv(metric) => Some(data.page("figures").file(&format!("{metric}.csv"))),
        Job::DataPackage => Some(data.file("datapackage.json")),
        _ => None,
    }
}

/// The address of a part of the search index.
pub fn search_part(part: SearchPart) -> Address {
    let home = Address::home().page("search");
    match part {
        SearchPart::Shard(shard) => home.page("index").file(&format!("{shard}.bin")),
        SearchPart::Readings(file) => home.page("readings").file(&format!("{file}.txt")),
    }
}

/// A post that has the term, to be blamed for its address.
fn first_with(site: &Site, taxonomy: &str, term: &str) -> Option<Place> {
    let key = ListKey::Term { taxonomy: taxonomy.to_owned(), term: term.to_owned() };
    site.list(&key).first().map(|id| Place::file(&site.post(*id).path))
}
