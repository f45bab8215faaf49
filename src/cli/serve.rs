//! `miao serve` and `miao watch`: the portal beside the people who write it, until Ctrl-C.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::arguments::{ServeArguments, WatchArguments};
use super::build::{open_output, open_portal, request_of};
use super::narrator::Narrator;
use super::{CALL_IS_WRONG, Console, DONE, clock};
use crate::diag::Message;
use crate::publish::OutputFolder;
use crate::report::{Messages, Speech};
use crate::serve::{Event, Keeper, KnownHosts, ListenError, Server, Wording};
use crate::source::Disk;
use crate::watch::watch;

pub(super) fn run(console: &Console, speech: Speech, root: Option<&Path>, arguments: &ServeArguments) -> u8 {
    let Some((disk, output)) = open(console, root, &arguments.watch) else { return CALL_IS_WRONG };
    let (events, queue) = channel();
    let name = arguments.watch.build.base_url.as_ref().map(|url| url.host().to_owned());
    let hosts = KnownHosts::new(&arguments.host, name.as_deref());
    let server = match Server::start(&arguments.host, arguments.port, hosts, events.clone()) {
        Ok(server) => server,
        Err(error) => {
            console.fail(&refused(&error, arguments));
            return CALL_IS_WRONG;
        }
    };
    let path = arguments.watch.build.base_url.as_ref().map_or("", |url| url.path());
    let address = format!("http://{}{path}/", server.address());
    console.say(&Message::new("serve-ready").with("address", &address));
    if arguments.open
        && let Err(error) = opener::open_browser(&address)
    {
        console.remark(&Message::new("serve-open-failed").with("detail", error));
    }
    keep(console, speech, (disk, output), &arguments.watch, (events, queue))
}

pub(super) fn run_watch(console: &Console, speech: Speech, root: Option<&Path>, arguments: &WatchArguments) -> u8 {
    let Some((disk, output)) = open(console, root, arguments) else { return CALL_IS_WRONG };
    console.say(&Message::new("watch-ready").with("path", disk.root().display()));
    keep(console, speech, (disk, output), arguments, channel())
}

fn open(console: &Console, root: Option<&Path>, arguments: &WatchArguments) -> Option<(Disk, OutputFolder)> {
    let disk = open_portal(console, root)?;
    let output = open_output(console, &disk, &arguments.build)?;
    Some((disk, output))
}

/// Keeps the site as its sources are, until somebody stops it.
fn keep(
    console: &Console,
    speech: Speech,
    (disk, output): (Disk, OutputFolder),
    arguments: &WatchArguments,
    (events, queue): (Sender<Event>, Receiver<Event>),
) -> u8 {
    let (stop, back) = (events.clone(), events.clone());
    // Without it Ctrl-C still ends the program, only less tidily.
    let _ = ctrlc::set_handler(move || drop(stop.send(Event::Stop)));
    // Watched before it is read, so that nothing is saved unseen in between.
    let _watching = watch(disk.clone(), arguments.poll, move |seen| drop(events.send(Event::Files(seen))));
    let wording = Wording::new(Messages::new(speech), if speech == Speech::Chinese { "zh-CN" } else { "en" });
    let mut narrator = Narrator::new(console);
    let mut keeper =
        Keeper::open((disk, output), (request_of(&arguments.build), clock::today), wording, back, |told| {
            narrator.tell(told)
        });
    keeper.run(&queue);
    DONE
}

fn refused(error: &ListenError, arguments: &ServeArguments) -> Message {
    match error {
        ListenError::PortTaken => {
            let next = arguments.port.checked_add(1).unwrap_or(3000);
            Message::new("serve-port-taken").with("port", arguments.port).with("next", next)
        }
        ListenError::Refused(error) => {
            Message::new("serve-refused").with("host", &arguments.host).with("detail", error)
        }
    }
}
