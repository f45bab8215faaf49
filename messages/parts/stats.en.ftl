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
query-unknown-value = There is no { $argument } “{ $value }”.
    .help = { $nearest ->
        [none] Compare it with site.toml and the folders of content/.
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
