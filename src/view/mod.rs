//! What templates see: typed, serialisable structs. Every field is always there; what a portal doesn't state is `none`
//! or an empty list, so that a template can ask for it without guarding against its absence.
//!
//! `themes/README.md` documents the same for theme authors, and a test holds the two together.

mod card;
mod chrome;
mod lists;
mod post;
mod statistics;
mod summary;

pub use card::{CardView, DayView, EventView, ImageView, LinkView, ShownCard, TermView};
pub use chrome::{FeedLink, MetaTag, NavItem, OrganisationView, PageView, SiteView, SpecialUrls};
pub use lists::{
    ArchiveMonth, ArchiveView, ArchiveYear, CalendarView, CategoryBlock, CategoryView, DataFile, DataView, HomeView,
    ListView, PageLink, SearchView, SitemapGroup, SitemapView, TaxonomyView, TermPageView,
};
pub use post::{
    AttachmentView, FigureRow, PostView, PublicityView, RecordsView, SourceView, TaxonomyTerms, TocEntry, VideoView,
};
pub use statistics::{
    KeyFigure, LeftOutView, MetricView, StatCompareView, StatGroupView, StatRestView, StatSourceView, StatTargetView,
    StatTotalView, StatView, StatsArea, StatsMetricView, StatsPageView,
};
pub use summary::{
    SummaryAnnex, SummaryCategory, SummaryFigure, SummaryKind, SummaryNote, SummaryPost, SummaryTerm, SummaryTotal,
    SummaryView,
};
