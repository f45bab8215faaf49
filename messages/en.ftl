## How bad
severity-error = error
severity-warning = warning
severity-info = info
severity-help = help
findings-counted = Errors: { $errors }, warnings: { $warnings }.

## What the commands say of themselves
help-miao = Miao (苗): a static site generator for public youth-work portals
help-build = Build the whole site into public/
help-serve = Build, serve on this machine, rebuild on save, refresh the page, show errors in it
help-watch = Build, and rebuild on save
help-port = Port to listen at, 3000 otherwise; 0 takes any that is free
help-host = Address to listen at, 127.0.0.1 otherwise: this machine alone
help-open = Open the page in the browser
help-poll = Compare files twice a second instead of waiting for the system to report, for network drives
help-init = Begin a new portal that builds at once
help-init-dir = Folder of the new portal; it has to be empty, or not there yet
help-stats = Answer one question about the figures
help-report = Draft a work summary of a period from what the posts state
help-explain = Tell what a page was made from, and why the last rebuild touched it
help-explain-address = Address such as /news/a/, a file of the site such as atom.xml, or a file of the portal such as content/news/a.md
help-explain-all = Tell long groups whole
help-explain-format = text for people, json with one object for programs
help-metric = Metric, by its id or label in site.toml; posts counts posts
help-period = 2023, 2023-H1, 2023-Q1, 2023-03, 2023-01-01..2023-06-30, this-year, last-half …; otherwise all days
help-by = Groups: month, quarter, half, year, category, kind, tag, another taxonomy, or a label of records
help-compare = Compare with last-year or previous
help-category = Only this category and those inside it
help-kind = Only posts of this kind
help-tag = Only posts with this tag
help-series = Only posts of this series
help-place = Only posts of this place
help-top = Only so many of the largest groups
help-show = As in the widget stat; changes nothing here
help-stats-format = table for people, json or csv for programs
help-stats-taxonomies = Every other taxonomy of site.toml is an option too: --topic farming
help-report-period = The period: 2023-H1, 2023, last-half …
help-report-format = md, html (to print) or csv
help-report-output = File to write the report to; otherwise it is printed
help-root = Folder of the portal; otherwise the nearest one above that has a site.toml
help-quiet = Tell errors only
help-lang = Language to speak: zh or en; otherwise that of LANG
help-as-of = The day of the build, such as 2023-07-10
help-drafts = Build drafts too
help-future = Build posts of the future too
help-output = Folder to write the site to; otherwise public in the portal
help-base-url = Address of the published site, instead of base_url in site.toml
help-format = How findings are told: text for people, json with one object a line
help-help = Show this help
help-version = Show the version
help-usage = Usage
help-commands = Commands
help-options = Options
help-arguments = Arguments

## A call that is wrong
call-unknown-argument = There is no { $argument }
    .help = Commands and options are listed by: miao --help
call-unknown-command = There is no command { $argument }
    .help = Commands and options are listed by: miao --help
call-without-command = There is no command
    .help = Commands and options are listed by: miao --help
call-twice = { $argument } is there twice
    .help = Keep one of them.
call-missing = { $argument } is missing
    .help = How to call it is told by: miao --help
call-without-value = { $argument } needs a value
    .help = How to call it is told by: miao --help
call-value-of = { $argument } can't be “{ $value }”
    .help = It can be: { $choices }.
call-value = { $argument } can't be “{ $value }”
    .help = Write it like { $example }.
call-wrong = The call is wrong
    .help = How to call it is told by: miao --help

## Outcomes
build-done = Built in { $ms } ms. Posts: { $posts }; files: { $files } ({ $written } written, { $unchanged } unchanged, { $removed } removed).
init-done = The new portal is in { $path }. Go there and run: miao serve
init-not-empty = There is something in { $path } already
    .help = Choose an empty folder, or a name that isn't there yet.
init-refused = Can't begin a portal in { $path }: { $detail }
    .help = Check the path and your permissions.
portal-not-found = No portal in { $path } or above
    .help = Run this in a folder with a site.toml, or name one with --root. A new one begins with: miao init DIR
output-holds-sources = The site can't be written to { $path }: the portal's sources are there
    .help = Choose a folder of its own, such as public.
output-leads-out = { $path } is a link that leads out of the portal
    .help = Name the folder itself with --output, or remove the link.
output-is-file = { $path } is a file, not a folder
    .help = Choose a folder, or move the file away.
output-in-the-way = Miao did not make { $path }, and the site has a file for its place
    .help = Move it away; if the whole folder may go, delete it and build again.
output-refused = Can't write to { $path }: { $detail }
    .help = Check the path and your permissions.
output-failed = Writing the site failed: { $detail }
    .help = Check disk space and permissions and build again; the files that are there are whole.

## Files
file-unreadable = This file can't be read: { $detail }
    .help = Check that it is sound and that you may read it.
file-no-text = This file is no text, or its encoding can't be told
    .help = Open it in an editor and save it as UTF-8.
file-outside = This link leads out of the portal and was not read
    .help = Put the file itself into the portal.
file-dangling = This link leads nowhere and was not read
    .help = Mend or remove the link.
svg-script = This SVG picture has a script in it, or something that can't be told, and is not published
    .help = Have it saved as plain SVG, or as PNG.

## TOML
toml-syntax = This is not TOML: { $detail }
    .help = Write key = value on each line, with texts in straight quotes.
toml-unquoted = “{ $value }” has no quotes
    .help = Text goes between quotes: title = "A title".
toml-open-quote = A quote is not closed
    .help = End the text with ".
toml-colon = An equals sign belongs here, not a colon
    .help = Write key = value: title = "A title".
toml-twice = { $key } is stated twice
    .help = A key can be there once only; remove one.
toml-fullwidth = A full-width { $character } stands here
    .help = Keys, equals signs, quotes, brackets and commas have to be half-width.
date-impossible = There is no such date as { $value }
    .help = Write 2023-03-14, or 2023-03-14T09:00:00+08:00.
date-unreadable = The date { $value } of { $key } can't be read
    .help = Write 2023-03-14, or 2023-03-14T09:00:00+08:00.
key-unknown = There is no key { $key }
    .help = Remove it; what a theme uses for itself belongs into [extra].
key-unknown-near = There is no key { $key }
    .help = Did you mean { $nearest }? What a theme uses for itself belongs into [extra].
value-wants-text = { $key } has to be a text
    .help = Put the value in straight quotes.
value-wants-flag = { $key } has to be true or false
    .help = Write true or false, without quotes.
value-wants-integer = { $key } has to be a whole number
    .help = Write a whole number, without quotes.
value-wants-positive = { $key } has to be a whole number above zero
    .help = Write a whole number above zero, such as 20.
value-wants-number = { $key } has to be a number
    .help = Write a number, without quotes.
value-wants-list = { $key } has to be a list
    .help = Write ["one", "two"].
value-wants-table = { $key } has to be a table
    .help = Write it as a section [{ $key }], or as { "{" } key = value { "}" }.
value-wants-taxonomy = { $key } has to name taxonomies
    .help = A name has letters, digits and hyphens only, such as "tags".
value-wants-records = records have to be rows, or the name of a ledger
    .help = Write [[records]], or records = "ledger.csv".
value-unusable = { $key } can't be { $value }
    .help = It can be: { $choices }.

## site.toml
config-file-missing = There is no site.toml here
    .help = A portal has a site.toml in its root; a new one begins with: miao init DIR
config-missing = site.toml lacks { $key }
    .help = Add { $key }; name is what the portal is called, base_url where it is published, such as https://portal.example.
config-metric-unknown = { $key } names the metric { $name }, which isn't declared
    .help = { $nearest ->
        [none] Declare it as [metrics.{ $name }] in site.toml.
       *[other] Did you mean { $nearest }? Otherwise declare it as [metrics.{ $name }] in site.toml.
    }

## Heads
head-unclosed = The head is not closed
    .help = Put a line +++ at its end.
head-yaml = This head is YAML (---)
    .help = Heads stand between two lines +++ and are TOML: title = "…".
kind-unknown = There is no kind { $name }
    .help = { $nearest ->
        [none] Declare it as [kinds.{ $name }] in site.toml.
       *[other] Did you mean { $nearest }? Otherwise declare it as [kinds.{ $name }] in site.toml.
    }
address-unusable = { $value } can't be an address
    .help = An address is on this site and has no .., backslash, colon or question mark; a slug is one part of it, without slashes.
address-taken = The address { $url } is taken by { $other }
    .help = Give one of them a slug of its own, rename it, or remove it.
address-too-long = The address is too long: { $url }
    .help = Write a shorter slug.
same-as-missing = same_as names a post that isn't there: { $target }
    .help = Write that post's path, such as content/news/a.md.
same-as-circle = same_as leads in a circle: { $target }
    .help = Of posts with the same figures one is the source and has no same_as; the others name it.
event-ends-before-it-begins = The event ends before it begins
    .help = Check start and end in [event].
event-without-start = The [event] has no start
    .help = State when it begins: start = 2023-03-14T09:00:00+08:00.
publicity-ends-before-it-begins = The notice comes down before it goes up
    .help = Look at from and until in publicity.
record-label-unreadable = { $key } of this row can't be read
    .help = Put texts in quotes; numbers belong to metrics that site.toml declares.
template-unknown = The theme has no template { $name }; { $used } was used
    .help = Add it to the theme's templates, or remove the line.

## Links
link-post-missing = This links to a post that isn't there: { $target }
    .help = Check the file's name; if the post has moved, write its new path.
link-post-unbuilt = This links to a post that isn't built this time (a draft, or of the future): { $target }
    .help = Publish that post, or take the link out for now.

image-elsewhere = This picture is on another site, and the page does not load it: { $target }
    .help = Put the picture into the folder of the post: ![what it shows](name.jpg).

## Widgets
widget-unknown = There is no widget { $name }
    .help = There are stat, figure, gallery, attachment, video, and those in the theme's templates/widgets.
widget-unknown-near = There is no widget { $name }
    .help = Did you mean { $nearest }?
widget-wants-metric = { $name } has to name a metric
    .help = Write figure("jobs").
widget-wants-own-line = This widget wants to be a table and stands in a line of text; only its total is shown
    .help = Give it a paragraph of its own; for the total alone, remove by and write show="number".
widget-wants-by = show="{ $show }" has to say what its groups are; it is shown by category
    .help = Add by, such as by="month", by="category" or by="kind".
widget-wants-period = show="{ $show }" needs a period to compare; only the number is shown
    .help = Add period, such as period="2023-H1".
widget-wants-target = The metric { $metric } has no target for { $period }; only the number is shown
    .help = Write target into [metrics.{ $metric }] of site.toml, such as target = {"{"} "2023" = 800000 {"}"}, or use another show.
widget-parts-of-flow = A ring shows what can be added up, and { $metric } is a { $nature }; it is shown as bars
    .help = Write show="bar".
widget-line-of-time = A line runs through time only; it is shown as bars
    .help = Write show="bar", or by="month".
widget-line-whole = A line needs all of its points, and top leaves some out; it is shown as bars
    .help = Write show="bar", or leave top out.
widget-wants-file = { $name } has to name a file
    .help = Write { $name }(file="notice.pdf").
widget-file-missing = There is no file { $file }
    .help = Put it into the post's folder, under exactly that name.
widget-file-unshown = The file { $file } is not published
    .help = What is wrong with it is told at the file itself.
widget-figure-unstated = The head of this post states no { $metric }
    .help = State it in [figures].
widget-figure-unstated-near = The head of this post states no { $metric }
    .help = Did you mean { $nearest }? Otherwise state it in [figures].

## Themes
theme-unknown = There is no theme { $name }
    .help = Put it into themes/{ $name }, or use { $nearest }.
theme-circle = The theme { $name } builds on itself, or on too many others
    .help = Check extends in each theme.toml.
theme-file-missing = theme.toml names { $name }, which isn't there
    .help = Add the file, or remove it from styles, scripts or [sheets].
theme-sheet-name = No sheet of a theme can be called “{ $name }”
    .help = Take small letters, digits and hyphens for the key in [sheets]; site is taken.
theme-sheet-unlinked = No template links { $name }.css, which [sheets] of the theme makes
    .help = Put asset(path="{ $name }.css") into the templates whose pages need it, as base.html of the theme below does.
theme-template-missing = The theme lacks the template { $name }
    .help = Add it, or build on a whole theme with extends.
template-error = The template is wrong: { $detail }
    .help = Variables, functions and widgets are in themes/README.md.

## Widgets in texts
markdown-widget-no-parentheses = The widget has no parentheses
    .help = Write {"{{"} name(key="value") {"}}"}, with empty parentheses where there are no arguments. Put a backslash in front of braces that are text.
markdown-widget-unclosed = The widget is not closed
    .help = A widget begins with {"{{"} and ends with ) {"}}"}, with no empty line between.
markdown-widget-full-width = A full-width { $found } stands here
    .help = Type the half-width { $wanted } instead.
markdown-widget-unexpected = { $found } was not expected among the arguments
    .help = Write name="value", with commas between arguments, and ) {"}}"} at the end.
markdown-widget-bare-word = { $word } is not in quotes
    .help = Text has to be in quotes; only numbers, true and false go without.
markdown-widget-open-quote = The quote is not closed
    .help = Add the same quote at the end of the text.
markdown-widget-needs-name = This value has no name
    .help = Only the first value may go without a name; write name="value".
markdown-widget-twice = The argument { $name } is there twice
    .help = Remove one of them.
markdown-widget-misplaced = A widget can't stand in the address of a link or an image
    .help = Write the address itself.
markdown-foreign-shortcode = This is a shortcode of Hugo and stays as it is
    .help = Use a widget of Miao, {"{{"} name(key="value") {"}}"}, or remove it.
markdown-body-shortcode = This is a paired shortcode of Zola and stays as it is
    .help = Use a widget of Miao, {"{{"} name(key="value") {"}}"}, or remove it.

## Figures
# Why a figure can't be read. $label is the metric's label, $expected its unit.

figure-empty = “{ $label }” has no number.
    .help = Write the number. If it was not counted, remove the line: don't leave it empty and don't write 0.
figure-no-number = There is no number in “{ $label }”.
    .help = Write it like 409, "38.4万", "80余", "近200" or "三百八十四".
figure-vague = “{ $label }” doesn't say how many.
    .help = Write a number, such as "50余" for “数十”, or leave the figure out.
figure-negative = “{ $label }” can't be below zero.
    .help = Remove the minus sign. Say in the text what has become less.
figure-too-large = The number of “{ $label }” is too large.
    .help = The most is 10^15. Look for a zero or a 万 too many.
figure-too-precise = “{ $label }” has too many decimals.
    .help = Write at most six.
figure-not-finite = “{ $label }” is not a number.
    .help = Write an ordinary number.
figure-wrong-type = “{ $label }” has to be a number or a text in quotes.
    .help = Write 409, "近200" or { "{" } value = 80, bound = "at-least" { "}" }.
figure-range = “{ $label }” has two numbers.
    .help = Write one. A range can be told as "约125" or "100以上".
figure-percent = “{ $label }” is not a percentage.
    .help = Remove the percent sign. If it is one, give the metric nature = "rate" and unit = "%" in site.toml.
figure-other-unit = “{ $unit }” is the unit of “{ $other }”, not of “{ $label }”.
    .help = { $expected ->
        [none] “{ $label }” has no unit: remove it.
       *[other] The unit of “{ $label }” is “{ $expected }”. Is it the right metric?
    }
figure-summed-unit = “{ $unit }” is the unit of sums over several events, not of one “{ $label }”.
    .help = { $expected ->
        [none] Leave the unit out; sums are told in “{ $unit }” by themselves.
       *[other] Write “{ $expected }”; sums are told in “{ $unit }” by themselves.
    }
figure-unknown = There is no metric { $name }.
    .help = Declare it as [metrics.{ $name }] in site.toml, or remove this line.
figure-unknown-near = There is no metric { $name }.
    .help = Did you mean { $nearest }? Otherwise declare it as [metrics.{ $name }] in site.toml.
figure-counted = { $name } is the number of posts, which is counted and can't be stated.
    .help = Remove this line. To show the number of posts, write stat(metric="{ $name }").
figure-unknown-text = “{ $text }” can't be understood here.
    .help = Only a number, a word such as 余, 近 or 约, and the metric's unit belong here. The rest goes into the text.
figure-key-unknown = A figure that is spelled out has no { $key }, and this one was left out.
    .help = { $nearest ->
        [none] There are value and bound only, as in { "{" } value = 80, bound = "at-least" { "}" }.
       *[other] Did you mean { $nearest }?
    }
figure-separator = A separator is in the wrong place.
    .help = Put a comma between groups of three digits, as in "1,234,567", or none at all.
figure-decimal-point = A decimal point needs digits on both sides.
    .help = Write "0.5" or "5".
figure-numeral = This number can be read in two ways, or 千, 万 and 亿 are out of order.
    .help = Write it like "3.2万" or 32000.
figure-unknown-bound = There is no bound “{ $name }”.
    .help = The bounds are exact, at-least (余, 超), at-most (近, 不足) and about (约).

figure-doubled-bound = One number has two bounds.
    .help = Keep one: 约3200 or 3200余. It is now taken as 约, or as what both say where they say the same.
figure-not-round = 余 and 多 go with round numbers.
    .help = Remove 余 if the number is exact; else write a round one, such as 50余.
figure-misplaced-bound = 余 or 多 is in the wrong place.
    .help = After a single digit write 3万余, not 3余万.
figure-looks-exact = This number looks counted, but is marked as approximate.
    .help = Remove 约, 近 or 超 if it is exact; else write a round number.
figure-over-hundred = A percentage is over 100 %.
    .help = Check it. If it is right, say in the text how it came about.
figure-mixed-form = Digits follow 万 directly.
    .help = Write 17200 or "1.72万", not 1万7200.
figure-bounded-zero = Zero can't be approximate.
    .help = Write 0 if there is none; leave the figure out if it isn't known.

## What site.toml asks of figures
formula-syntax = This check can't be understood
    .help = Write a condition on metrics, such as "funds == students * per_student"; there are + - * / ( ) and == != < <= > >= && || !.
formula-too-long = This check is too long
    .help = Write several short ones: check = ["…", "…"].
formula-no-condition = This check says nothing that is true or false
    .help = Compare two numbers, such as "funds == students * per_student".
formula-assignment = Equality has two signs
    .help = Write ==, not =.
formula-unsupported = This check has something besides metrics, numbers and comparisons
    .help = There are + - * / ( ) and == != < <= > >= && || !; no texts, no functions.

## What is checked of figures
figures-missing = A post of the kind “{ $kind }” has to state “{ $label }”
    .help = Write { $metric } into [figures]: 0 if there was none. If it is not known yet, leave the post a draft, or take the metric out of the kind's requires.
figures-check-failed = These figures don't satisfy { $check }: { $values }
    .help = One of them is wrong; compare them with the source. If the relation doesn't always hold, change check in site.toml.
figures-records-differ = “{ $label }” is { $stated } in the head, and the records add up to { $recorded }
    .help = Correct one of them, or leave the head's figure out: the records are added up by themselves.
figures-repeated = “{ $label }” is { $value } here and in { $other }, which looks like the same event
    .help = If it is, write same_as = "{ $other }" into this head, so that it counts once.

## Statistics
# Queries. $argument is the name of an argument, $value what it says, $nearest the nearest that is known, or “none”.

query-unknown-argument = A query has no argument “{ $argument }”.
    .help = { $nearest ->
        [none] There are metric, category, kind, tag, series, place, period, by, compare, top and show.
       *[other] Did you mean “{ $nearest }”?
    }
query-repeated = The argument “{ $argument }” is given twice.
    .help = Keep one.
query-missing = The query doesn't say which metric.
    .help = Add metric="…" with a name of [metrics] in site.toml, or posts for the number of posts.
query-unknown-choice = { $argument } can't be { $value }.
    .help = It can be: { $choices }.
query-unknown-value = { $argument ->
        [by] Nothing can be grouped by “{ $value }”.
        [compare] Nothing can be compared with “{ $value }”.
        [show] Nothing can be shown as “{ $value }”.
       *[other] There is no { $argument } “{ $value }”.
    }
    .help = { $nearest ->
        [none] { $argument ->
            [by] Groups can be month, quarter, half, year, category, kind, tag, another taxonomy, or a label of records.
            [compare] It can be last-year or previous.
            [show] It can be number, bar, line, donut, table, progress or compare.
           *[other] Compare it with site.toml and the folders of content/.
        }
       *[other] Did you mean “{ $nearest }”?
    }
query-period-form = The period “{ $value }” can't be understood.
    .help = { $nearest ->
        [none] Write it like 2023, 2023-H1, 2023-Q1, 2023-03, 2023-01-01..2023-06-30, this-year or last-month.
       *[other] Did you mean “{ $nearest }”?
    }
query-period-no-such-day = The period “{ $value }” has a day that doesn't exist.
    .help = Look at its month, quarter and days.
query-period-backwards = The period “{ $value }” ends before it begins.
    .help = Exchange its two days.
query-not-a-number = { $argument } has to be a whole number from 1, not “{ $value }”.
    .help = Write top="5", for example.
query-needs = The argument “{ $argument }” means nothing without “{ $needs }”.
    .help = Add “{ $needs }” or remove “{ $argument }”.
query-too-many-groups = The period has too many groups.
    .help = Shorten it, or take longer groups such as by="year".

# Why a figure doesn't count.
why-overlaps-period = its days lie only partly in the period
why-undated = it has no date
why-repeats = it repeats the figures of another post (same_as), which are counted once
why-unweighted = the figure that weighs it isn't stated
why-crosses-groups = it counts in the total, but its days lie in more than one group
## Ledgers
ledger-missing = There is no ledger { $name }
    .help = Put it into the post's folder, under exactly that name.
ledger-missing-near = There is no ledger { $name }
    .help = Did you mean { $nearest }?
ledger-outside = The ledger { $name } is not in the post's folder
    .help = Put it beside the post and write only its name in records.
ledger-wrong-type = The ledger { $name } is neither .csv nor .xlsx
    .help = Open it in WPS or Excel, save it as .xlsx or .csv, and change the name in records.
ledger-too-large = The ledger { $name } has more than 64 MB
    .help = Remove pictures and other sheets, or keep only the columns that are published.
ledger-too-large-unpacked = This ledger unpacks to more than 64 MB and was not read
    .help = Remove pictures and other sheets and save it as a new .xlsx.
ledger-too-many-cells = There is too much in this ledger; it was not read
    .help = A ledger has at most 500,000 cells with content: remove rows and columns, or divide it among posts.
ledger-misnamed = This file is called .csv, but is a workbook
    .help = Rename it to .xlsx, or save it as .csv in WPS or Excel.
ledger-no-text = This ledger is no text, or its encoding can't be told
    .help = Open it in WPS or Excel and save it as CSV UTF-8.
ledger-locked = This workbook has a password, or is an old .xls
    .help = Open it in WPS or Excel, remove the password, and save it as .xlsx.
ledger-damaged = This workbook can't be read: { $detail }
    .help = See in WPS or Excel whether it is sound, and save it as a new .xlsx.
ledger-quote-open = This quote is not closed, and all that follows became one cell
    .help = Add a straight quote " at the end of the cell; write a quote inside a text twice.
ledger-empty = This ledger is empty
    .help = The first row names the columns, each row below is a record; hidden sheets are not read.
ledger-no-rows = This ledger has column names only
    .help = Write one record on each row below them, or remove records until there are some.
ledger-title-row = The first row looks like a title, not like column names
    .help = Remove it, so that the first row names the columns: date, metrics, labels.
ledger-header-is-data = The first row has to name the columns, and this is data
    .help = Add a row of names at the top: date, metrics, labels.
ledger-fullwidth-comma = Full-width commas made one column of this row
    .help = Put half-width commas between columns.
ledger-column-twice = The column { $column } is there twice
    .help = Remove or rename one of them; a metric has one column only.
ledger-column-unit = The column { $column } is in { $unit }, but the unit of { $label } is { $expected }
    .help = Convert the column, or use another metric.
ledger-column-unknown = { $column } is neither a metric nor a text column
    .help = Use the name of a metric; to use it as text, add it to the labels of this kind in site.toml.
ledger-column-unknown-near = { $column } is neither a metric nor a text column
    .help = Did you mean { $nearest }? To use it as text, add it to the labels of this kind in site.toml.
ledger-column-undeclared = This kind has no text column { $column }; it will be shown on the page as it is
    .help = If it may be public, add it to the labels of this kind in site.toml; if not, remove it from the ledger.
ledger-column-unnamed = There is no name above this cell
    .help = Name the column in the first row, or remove it. In CSV, put what has a comma in straight quotes: "1,200".
ledger-cell-failed = The formula of this cell failed: { $value }
    .help = Mend it in WPS or Excel, save, and build again.
ledger-cell-uncomputed = The formula of this cell has no result yet: { $value }
    .help = Open the ledger in Excel or WPS, save it, and build again; or type the number.
ledger-sheet-passed-over = The sheet { $name } was not read: the first sheet with rows is, and what this one states is in no total
    .help = Put the rows of all sheets into one; hide this sheet if it should not count.
ledger-sheet-other = The sheet { $name } was not read: the first sheet with rows is
    .help = Nothing needs to be done, unless it has figures that should count: move those to the first sheet.
ledger-date-unreadable = { $value } is not a date
    .help = Write 2023-03-14 or 2023/3/14, with the year; in a workbook, format the column as dates.
ledger-total-skipped = The row { $name } is a total and no record
    .help = Nothing needs to be done: totals are computed from the rows.
ledger-more-findings = More findings in this ledger: { $count }
    .help = Mend those that are told, and build again.

## Pictures, attachments and films

file-unnamed = The name of this attachment doesn't say what it is
    .help = Name it by what is in it, as "job fair sign-up form.docx": it is the name that readers see.
video-too-long = This video has { $size } MB, more than { $most } MB: too much for a rural network
    .help = Export it as an MP4 of 720p, or cut it shorter.
file-program = Readers would load down a program ({ $kind }), which no phone opens and nobody can trust
    .help = Make it a document or a page; where it has to be, name the address of whoever makes it.
video-foreign = Browsers can't play { $kind } films
    .help = Export it as an MP4 of 720p.
picture-tells-place = This photo tells where it was taken
    .help = What is published doesn't; don't pass the file itself on.
video-tells-place = This video tells where it was taken
    .help = What is published doesn't; don't pass the file itself on.
document-tells-place = A photo in this document tells where it was taken
    .help = Remove the location from the photo, and put it into the document again.
document-names-author = The properties of this document name "{ $name }" as its author
    .help = Word: File, Info, Inspect Document, remove personal information; WPS: File, Properties.
picture-too-large = This picture has { $width }×{ $height } pixels, which is too large; it is not published
    .help = Make its longer side 8000 pixels or less.
picture-cut-off = This picture ends in the middle; its rest is missing
    .help = Save it from the phone once more and put it here.
picture-damaged = This picture is damaged; it is not published
    .help = Save it from the phone once more and put it here; if it is no picture at all, give it another name.
picture-unreadable = This picture can't be read, the page shows a grey field: { $detail }
    .help = Open it in a viewer, save it as JPEG and put it here.
picture-foreign = Browsers can't show this picture ({ $kind }); it is not published
    .help = { $kind ->
        [HEIC] Export it as JPEG from Photos on the iPhone; for the future: Settings, Camera, Formats, Most Compatible.
       *[other] Save it as JPEG with a viewer and put that here; a scan can be a PDF.
    }
picture-misnamed = This picture is called { $kind } and is of a kind that browsers can't show (such as HEIC); it is not published
    .help = A new name makes no new format: open it in a viewer, save it as JPEG and put that here.
picture-too-long = This picture's file has more than { $most } MB; it is not published
    .help = Save it as JPEG with a viewer and put that here.
video-unstripped = This video tells all along where it was taken, which can't be taken out; it is not published
    .help = Export it again with a video editor and put that here.
picture-unstripped = This AVIF picture tells how it was taken; it is not published
    .help = Save it as JPEG or PNG and put it here.
pictures-made = Photos made: { $done } of { $count }
## Answers on the terminal
stats-heading = { $label }, { $period } ({ $from } to { $to })
stats-heading-all = { $label }, all days
stats-definition = Counts: { $definition }
stats-as-of = As of { $day }
stats-total = Total
stats-nothing = — (not stated)
stats-in-full = { $shown } ({ $full })
stats-last-year = Against last year
stats-previous = Against the period before
stats-compared = { $period }: { $total }; { $change }
stats-target = Target
stats-target-of = { $target } for { $period }; { $percent } % of it
stats-no-groups = There are no groups.
stats-more-groups = Smaller groups not shown: { $count }
stats-sources = Posts that the total rests on: { $count }
stats-approximate = Terms that are approximate: { $count }
stats-silent = Posts in range that don't state it: { $count }
stats-ungrouped = Posts that count in the total but are in no group: { $count }
stats-left-out = Left out: { $count }

## Reports
report-no-docx = Reports can't be made as DOCX yet
    .help = Take --format html and open it in a word processor, or --format md.
report-no-period = “{ $value }” can't be reported on: a report is about a period with a beginning and an end
    .help = Write it like 2023-H1, 2023, 2023-Q1, 2023-03, 2023-01-01..2023-06-30 or last-half.
report-written = The draft is in { $path }.
report-refused = Can't write { $path }: { $detail }
    .help = Check the path and your permissions.
report-inside-sources = { $path } is a source of the portal and is not overwritten
    .help = Choose a file outside content/, static/ and themes/.
## Checks
help-check = Check everything that should be mended before publishing, in the sources and in the built site
help-check-drafts = Check drafts too
help-check-future = Check posts of the future too
help-check-format = How findings are told: text for people, json with one object a line, sarif for editors and code hosts
help-deny = Take findings of a code (such as text/words), or all warnings (warnings), for errors
help-allow = Don't tell findings of a code
help-changed = Tell only of files that have changed since the last build
help-external = List links that lead to other sites; with =try ask each whether it is there, one at a time to a host
help-fix = Write the usual masks into posts, after asking
help-yes = With --fix: write all of them without asking
help-strict = Don't publish where the checks find errors
check-clean = Nothing found in { $ms } ms. Posts checked: { $posts }.
init-hook = To check before each commit, run there: git init && git config core.hooksPath hooks
fix-ask = Change { $path }, line { $line }, to { $masked }? (y/n)
fix-done = Masks written: { $count }.
fix-not-exact = { $path } can't be changed in these places alone (it may be UTF-16): left as it is; mask it by hand, or save it as UTF-8 first.
fix-failed = Can't write { $path }: { $detail }
    .help = Check the permissions and that no other program has the file open, and run it again.
privacy-identity = The identity card number { $masked } is not masked
    .help = Take it out; where it has to stay, write { $masked }. { $fix ->
        [yes] miao check --fix does it.
       *[no] miao check --fix can't do it here.
    }
privacy-identity-mistyped = This looks like a mistyped identity card number: { $masked }
    .help = One wrong digit still tells who it is: take it out, or write { $masked }.
privacy-identity-old = This looks like an identity card number of 15 digits: { $masked }
    .help = Take it out, or write { $masked }.
privacy-phone = The mobile number { $masked } is not masked
    .help = Take it out and give the office's line; or write { $masked }. { $fix ->
        [yes] miao check --fix does it.
       *[no] miao check --fix can't do it here.
    } A public service line belongs into [privacy] allow_phones of site.toml.
privacy-card = The bank card number { $masked } is not masked
    .help = Take it out. An organisation's account belongs into [privacy] allow_accounts of site.toml.
privacy-card-possible = This looks like a bank card number: { $masked }
    .help = Take it out if it is one; an organisation's account belongs into [privacy] allow_accounts of site.toml.
privacy-passport = The number of a passport or travel permit is not masked
    .help = Take it out, or leave only the first and the last two characters.
privacy-examination = The number of an examination is not masked
    .help = Take it out, or leave only the first and the last two characters.
privacy-plate = A number plate is not masked
    .help = Take it out, or leave only the first and the last two characters.
privacy-account = The messenger account of a person is not masked
    .help = Take it out and give the office's; an organisation's account belongs into [privacy] allow_accounts of site.toml.
privacy-number-built = A built file has the unmasked number { $masked }, and no post has it
    .help = It comes from the theme, from site.toml, or from parts put together: find it there.
mask-weak-identity = The mask of an identity card number hides too little: eight characters at least, and all of the birth date
    .help = Write it like { $better }.
mask-weak-phone = The mask of a mobile number hides too little: four digits at least
    .help = Write { $better }.
mask-lost = The stars of this mask vanish in the page, and what is left looks like a whole number
    .help = Write a backslash before each star, or full-width ＊.
mask-together = Together with another mask of the same number on this page, this one shows too much
    .help = Mask the number in the same way everywhere.
privacy-small-cell = By several labels, “{ $label }” has { $count ->
        [1] 1 row
       *[other] { $count } rows
    } of fewer than 5 people: who they are can be guessed.
    .help = Merge such rows, or leave a label out: each row is published in data/figures.csv.
privacy-minor = The name of a minor stands beside a school or aid
    .help = Write { $better } or a number; where a guardian has agreed in writing, say in the head with consent_ref where that is filed.
privacy-pictured-minors = Minors can be seen in a post about aid, and nothing says who has agreed
    .help = Say in the head with consent_ref where the guardians' consent is filed, or show no faces and write people = "none".
privacy-address = A person's address is too exact
    .help = Go no further than the township or street office.
privacy-birth-date = A person's birth date is told
    .help = Take it out; where it matters, tell a range of ages.
notice-over = The notice was to be public until { $until }, which is over: only its title and a note are on the site
    .help = Take the list out; where it is kept on purpose, say why with allow in the head.
notice-still-shown = The notice was to be public until { $until }, and public/ still shows what it says
    .help = Run miao build and publish again.
link-page-missing = Nothing stands at { $target }
    .help = Name the post's file, as in [text](other.md): that holds when addresses change.
link-empty = This link leads nowhere
    .help = Write the address into the round brackets, or take the link out.
link-own-computer = { $target } is an address of the computer that this was written on
    .help = Put the file beside the post and name it there; of a page, write its public address.
link-file-missing = There is no file { $target }
    .help = Put the file beside the post, or mend its name.
link-picture-missing = There is no picture { $target }
    .help = Put the picture beside the post, or mend its name.
link-original = The original { $target } is not published, so that the page would show nothing
    .help = Write ![what it shows]({ $target }): pictures of the right sizes are made of it.
link-case = { $target } differs in case from what is there: { $near }
    .help = Write it as it is: most servers tell the difference.
link-anchor-missing = The page has no heading “{ $anchor }”
    .help = Write the heading's own words, or take away # and what follows.
link-anchor-near = The page has no heading “{ $anchor }”
    .help = Is it “{ $near }”?
link-built-missing = A built page links to { $target }, where nothing stands
    .help = The link comes from the theme or from site.toml: mend it there.
link-external = Leads to another site: { $url }
link-external-gone = Nothing is there any more ({ $status }): { $url }
    .help = Look for its new address, or take the link out.
link-external-unreached = No answer from { $url }: { $detail }
    .help = Open it in a browser; if it is gone there too, take the link out.
link-external-unsure = Answers { $status }, perhaps to programs alone: { $url }
    .help = Open it in a browser.
link-external-unasked = Not tried, because its site has too many addresses here or didn't answer others: { $url }
attachment-empty = The attachment is empty
    .help = Save the file again.
attachment-large = The attachment is over { $limit } MB: its text was not looked at
    .help = Make it smaller or split it; readers on phones can't load it either.
attachment-unreadable = The text of this attachment can't be looked at: damaged, locked, or too large
    .help = Have somebody look through it for personal data.
image-without-alt = The picture { $name } has no description
    .help = Say between the brackets what it shows: ![Volunteers clean a park]({ $name })
image-alt-poor = The description of a picture says nothing: “{ $alt }”
    .help = Say what it shows, in at most 120 characters; not its file name.
category-empty = The category “{ $title }” has no posts
    .help = Write one, or set draft = true for now.
category-stale = Nothing new in the category “{ $title }” for { $age } days; { $limit } at most ({ $left } left)
    .help = Renew it; where it doesn't have to be, write update_class = "static".
category-stale-soon = Nothing new in the category “{ $title }” for { $age } days: { $left } days left of { $limit }
    .help = Renew it in time.
category-undated = The category “{ $title }” has to be renewed, and no post in it has a date
    .help = Posts without a date count as not renewed: write date in their heads.
verdict-empty = Empty categories: { $count }; from { $limit } on the site fails
    .help = Merge or remove them.
verdict-stale = Categories out of date: { $count }; from { $limit } on the site fails
    .help = Renew or merge them.
verdict-stale-news = Categories of news out of date: { $count }; from { $limit } on the site fails
    .help = Renew or merge them.
head-without-both = Neither a date nor a source
    .help = Write date = 2023-06-30 and source = "…" in the head.
head-without-date = No date
    .help = Write date = 2023-06-30 in the head.
head-without-source = No source
    .help = Write source = "…" in the head; for your own texts, your own office.
document-number = The form of this document number is wrong: { $words }
    .help = Write { $right }: six-cornered brackets, a year of four digits, no 第, no leading zero.
document-number-form = The form of this document number is wrong: { $words }
    .help = Write it like 奈团联发〔2023〕2号.
words-wrong = “{ $wrong }” should be “{ $right }”
    .help = Write “{ $right }”; where it is right, add an exception to the word list.
words-right = “{ $wrong }” of the word list has no right form beside it
    .help = Put a tab behind it, and what should be written instead.
words-tier = A word's tier can't be “{ $tier }”
    .help = It can be error, warning, info or off.
words-exception = The exception of a word is no regular expression: { $exception }
    .help = Mend it, or leave it empty.
words-missing = There is no word list { $name }
    .help = Mend the name in [check] words; paths begin in the portal's folder.
text-date-impossible = There is no { $date }
    .help = Check the date.
date-weekday = { $date } is a 星期{ $right }
    .help = Check the date and the weekday.
qualifier-doubled = Two bounds on one number: { $words }
    .help = Keep one of them, as in 3200余人 or 约3200人.
qualifier-exact = A bound on an exact number: { $words }
    .help = Take the bound away, or round the number.
qualifier-not-round = 余 wants a round number before it: { $words }
    .help = Write it like 30余人, or the exact number.
qualifier-misplaced = The bound of “{ $words }” stands in the wrong place
    .help = Write { $right }.
figure-contradicts-head = The text says { $written }, the head says { $key } = { $stated }
    .help = See which is right; with {"{{"} figure("{ $key }") {"}}"} the text always says what the head does.
allow-unknown = “{ $code }” in allow is no code
    .help = Write it like allow = ["text/qualifier: the report says so"].
allow-unused = “{ $code }” in allow silences nothing any more
    .help = Take it out.
allow-impossible = “{ $code }” in allow can't silence this: nothing could be built from it
    .help = Mend what is told, and take this out.
allow-without-reason = “{ $code }” in allow has no reason
    .help = Write it as "{ $code }: reason".

## Watching
serve-ready = Miao is at { $address }
    Save a file, and the page follows. Stop with Ctrl-C.
watch-ready = Watching { $path }. Stop with Ctrl-C.
serve-port-taken = Port { $port } is taken
    .help = Is Miao running already? Otherwise take another port, such as --port { $next }, or --port 0 for any that is free.
serve-refused = Can't listen at { $host }: { $detail }
    .help = Leave --host away, or name an address of this machine.
serve-open-failed = The browser could not be opened: { $detail }
round-first = Built { $files } files in { $ms } ms ({ $written } written, { $removed } removed).
round-first-unpublished = { $files } files can be looked at after { $ms } ms; nothing is published while there are errors.
round-done = { $count ->
        [0] Nothing to render
        [1] { $names }
       *[other] { $count } files: { $names }
    } ({ $ms } ms)
round-moved = { $label } { $period }: { $before } -> { $after }
round-mended = All errors are mended.
watch-polls = The system has no more watches: files are compared twice a second from now on
    .help = On Linux, raise fs.inotify.max_user_watches, and fs.inotify.max_user_instances where many programs watch.
watch-away = The portal's folder, or its content, is gone. Waiting until it is back.
watch-back = The portal's folder is back.
build-progress = rendering
pictures-awaited = { $count ->
        [1] All pages can be looked at; one picture is still being made, then they are published.
       *[other] All pages can be looked at; { $count } pictures are still being made, then they are published.
    }
pictures-progress = making pictures
overlay-title = There is a mistake
overlay-note = This is the last good page. It follows as soon as the mistake is mended.
overlay-close = Hide
remarks-title = Before publishing: { $count } to look at
overlay-empty = There is no page yet.

## What a page was made from
explain-from = { $what }, from { $path }
explain-unknown = Nothing is remembered of how it was built: it was not built yet, or by another program, or .miao is gone. What it reads now is told.
explain-was-another = When it was last built, this address belonged to another page.
explain-fresh = It is as a build would make it now: nothing that it was made from has changed since.
explain-stale = A build would make it anew: what is marked as changed is no longer as it was.
explain-file-differs = Its file in the output folder is not as the last build left it; the next build puts that right.
explain-first = The last rebuild made it for the first time.
explain-because = The last rebuild touched it, because this had changed:
explain-first-before = It was made for the first time before the last rebuilds (of which { $count } left it as it was).
explain-because-before = Before the last rebuilds (of which { $count } left it as it was) it was made anew, because this had changed:
explain-made-from = It was made from:
explain-own = Its own file
explain-posts = Posts, in full ({ $count })
explain-cards = Posts, as lists show them ({ $count })
explain-figures = Figures ({ $count })
explain-lists = Categories and lists ({ $count })
explain-terms = Terms ({ $count })
explain-links = Links ({ $count })
explain-files = Files ({ $count })
explain-site = The site as a whole ({ $count })
explain-more = … and { $count } more (--all)
explain-changed = { $what } (changed)
explain-gone = { $path } (is not there)
explain-unbuilt = { $path } (is not built this time)
explain-unanswered = { $query } (can't be answered)
explain-list = { $list }, and their order
explain-list-start = the first { $count } of: { $list }
explain-list-length = how many there are of: { $list }
explain-top-categories = which categories there are, and their order
explain-days = the days of all posts
explain-related = which posts are like { $path }
explain-neighbours = what is earlier and later than { $path }
explain-term = the address of { $name } ({ $taxonomy })
explain-taxonomy-address = the address of { $taxonomy }
explain-taxonomy = the terms of { $taxonomy }, and how many posts each has
explain-folder = which files are in { $path }
explain-half-year = the half-year that the key figures are for: { $period }
explain-all-facts = all that posts state
explain-outlines = the heads of all posts
explain-stating = the posts that state { $metric }: their figures, and what lists show of them
explain-stating-any = the posts that state a figure: their figures, and what lists show of them
explain-addresses = the addresses of all pages
explain-search-words = the words that posts are found by, as far as they belong to this file
explain-search-cards = title, address, day and category of the posts in this file
explain-search-readings = how Chinese characters in the posts are read
explain-search-order = which posts can be found, with their days
explain-categories = all categories
explain-config = site.toml
explain-today = the day of the build: { $day }
explain-theme = the strings of the theme { $name }, and where its files are
explain-template = the template { $name }, with what it builds on
explain-theme-file = the theme's file { $name }
explain-frame = what every page shows: the name, the menu, the footer
explain-errors-elsewhere = There are errors in other files ({ $count }); nothing is published until they are mended.
explain-no-page = There is no page or file { $address } in the site
    .help = Write an address such as /news/a/, or a file such as content/news/a.md.
explain-no-page-near = There is no page or file { $address } in the site
    .help = Did you mean { $nearest }?
explain-not-built = { $path } is not built: it is a draft, or of the future
    .help = Call it with --drafts or --future, as the build was called.
list-all = all posts
list-pages = the standalone pages
list-events = the posts with events
list-category = the posts of the category { $title } and those inside it
list-category-alone = the posts of the category { $title }
list-term = the posts of { $name } ({ $taxonomy })
job-home = The home page
job-category = The page of the category { $title }
job-category-page = Page { $number } of the category { $title }
job-page = The page “{ $title }”
job-post = The post “{ $title }”
job-taxonomy = The page of all terms of { $name }
job-term = The page of { $name } ({ $taxonomy })
job-term-page = Page { $number } of { $name } ({ $taxonomy })
job-archive = The archive
job-archive-year = The archive of { $year }
job-stats = The statistics page
job-calendar = The calendar page
job-data = The page of the open data
job-sitemap = The sitemap for people
job-search = The search page
job-search-script = The script of the search page
job-search-index = A part of the search index
job-not-found = The page for addresses that aren't there
job-feed = The feed of the site
job-category-feed = The feed of the category { $title }
job-sitemap-xml = The sitemap for search engines
job-robots = The rules for search engines
job-calendar-file = All events as a calendar
job-event-file = The event of “{ $title }” as a calendar
job-posts-json = The open data: all posts
job-figures-csv = The open data: all figures
job-metric-csv = The open data: the figures of { $metric }
job-labels-csv = The open data: the labels of records
job-data-package = The open data: the description of its files
job-redirect = A page that leads to { $target }
job-file = A file that is published as it is
job-picture = A picture made of a photo
job-theme-file = The theme's file { $name }
