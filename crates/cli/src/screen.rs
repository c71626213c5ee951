//! How text looks on this screen: colours, width, ambiguous characters.

use crate::args::{ColorChoice, ScreenArgs};
use pipeline::writers::text::TextOptions;
use std::io::IsTerminal;

/// The options for a text that goes to the screen, or to a file or pipe.
pub fn options(arguments: &ScreenArgs, to_file: bool) -> TextOptions {
    let terminal = !to_file && std::io::stdout().is_terminal();
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let color = match arguments.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            terminal && !no_color && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    };
    TextOptions {
        color,
        width: width(terminal),
        ambiguous_wide: arguments.ambiguous_width == "2",
    }
}

/// The options of commands without any of their own.
pub fn plain() -> TextOptions {
    options(
        &ScreenArgs {
            color: ColorChoice::Auto,
            ambiguous_width: "1".to_owned(),
        },
        false,
    )
}

fn width(terminal: bool) -> usize {
    let default = TextOptions::default().width;
    if !terminal {
        return default;
    }
    // A line is easier to follow when it is not too long.
    terminal_size::terminal_size().map_or(default, |(width, _)| usize::from(width.0).clamp(40, 120))
}
