//! The small things that many pages show: links, days, pictures, and a post as lists show it.

use serde::Serialize;
use tera::Value;

/// A title and where it leads.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// The text.
    pub title: String,
    /// An address on this site, ready for `href`.
    pub url: String,
}

/// A day, and the time where one was stated.
#[derive(Debug, Clone, Serialize)]
pub struct DayView {
    /// For `<time datetime>`: `2023-03-14`, or with time and offset.
    pub machine: String,
    /// `2023-03-14`, for lists and tables (NUM-10).
    pub iso: String,
    /// `2023年3月14日` or `14 March 2023`, for running text.
    pub text: String,
    /// `09:00` where a time was stated.
    pub time: Option<String>,
    /// The year as a number.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: i8,
    /// `3月` or `March`, for a date block.
    pub month_label: String,
    /// The day of the month.
    pub day: i8,
    /// `星期二` or `Tuesday`.
    pub weekday: String,
}

/// A term of a taxonomy.
#[derive(Debug, Clone, Serialize)]
pub struct TermView {
    /// Its name, as posts write it.
    pub name: String,
    /// Its page.
    pub url: String,
    /// How many posts have it.
    pub count: usize,
}

/// A picture on this site.
#[derive(Debug, Clone, Serialize)]
pub struct ImageView {
    /// The address of a file that every browser shows, for `<img src>`.
    pub url: String,
    /// For `<source type="image/webp" srcset>`: `…-240.webp 240w, …`; empty where the file itself is published.
    pub webp: String,
    /// The address of a few pixels that can stand in for it until it has come; empty where there are none.
    pub soft: String,
    /// The address of the largest file, for a link that opens it.
    pub large: String,
    /// What it shows; empty where it only decorates.
    pub alt: String,
    /// The caption, where the author gave one.
    pub caption: Option<String>,
    /// Width in pixels of the largest file, upright; `none` where the picture doesn't tell.
    pub width: Option<usize>,
    /// Height in pixels.
    pub height: Option<usize>,
    /// Whether it is the first picture of its page, which is not to be loaded lazily.
    pub first: bool,
    /// Whether the file says that AI made it: a page has to show that (GOV-W5).
    pub ai: bool,
}

/// When and where something takes place.
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    /// Title of its post.
    pub title: String,
    /// Address of its post.
    pub url: String,
    /// When it begins.
    pub start: DayView,
    /// When it ends, where that is stated.
    pub end: Option<DayView>,
    /// `start` and `end` as one phrase: `2023年7月20日 09:00—11:30`.
    pub when: String,
    /// The hall, school, square.
    pub venue: Option<String>,
    /// The address.
    pub address: Option<String>,
    /// What it costs, as the author put it.
    pub fee: Option<String>,
    /// How to register: a web address, a telephone number or a sentence.
    pub register: Option<String>,
    /// For `href`, where `register` names one telephone number: `tel:04754212345`.
    pub register_phone_url: Option<String>,
    /// Whether `register` is a web address.
    pub register_is_url: bool,
    /// What the author says of its state (`cancelled`, `postponed`, …), as written.
    pub status: Option<String>,
    /// Cancelled, whichever word says so.
    pub cancelled: bool,
    /// Over on the day of the build.
    pub over: bool,
    /// Address of its own `.ics` file.
    pub ics_url: String,
}

/// A [`CardView`] as templates get it. Most posts are shown by several lists, for which it is made once.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct ShownCard(Value);

impl From<&CardView> for ShownCard {
    fn from(card: &CardView) -> Self {
        Self(Value::from_serializable(card))
    }
}

/// A post as lists show it.
#[derive(Debug, Clone, Serialize)]
pub struct CardView {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Its date; `none` where it has none.
    pub day: Option<DayView>,
    /// The first of its places.
    pub place: Option<String>,
    /// Two lines of plain text; empty for a notice that has come down.
    pub summary: String,
    /// Its cover, or the first picture of its bundle.
    pub thumbnail: Option<ImageView>,
    /// Comes first in its lists.
    pub pinned: bool,
    /// Its category.
    pub category: Option<LinkView>,
    /// Its event, where it announces one.
    pub event: Option<EventView>,
    /// The names of its tags.
    pub tags: Vec<String>,
    /// A notice whose time is over: nothing but its title may be shown (PII-T1).
    pub expired: bool,
}
