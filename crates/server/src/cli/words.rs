//! The command line's help in the terminal's language.

use std::collections::HashMap;

use clap::Command;
use web::Lang;

/// The help texts in Chinese, by `command.argument`.
const ZH: &str = include_str!("../../locale/cli.zh-CN.toml");

/// The command with its help in this language; a text that is missing stays English.
pub fn localised(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::En => command,
        Lang::Zh => {
            let texts: HashMap<String, String> = toml::from_str(ZH).unwrap_or_default();
            said(command, "hearth", &texts)
        }
    }
}

fn said(mut command: Command, path: &str, texts: &HashMap<String, String>) -> Command {
    if let Some(text) = texts.get(path) {
        command = command.about(text.clone());
    }
    command = command.mut_args(|arg| {
        let key = format!("{path}.{}", arg.get_id());
        match texts.get(&key) {
            Some(text) => arg.help(text.clone()),
            None => arg,
        }
    });
    command.mut_subcommands(|it| {
        let path = format!("{path}.{}", it.get_name());
        said(it, &path, texts)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use clap::{Command, CommandFactory as _};

    fn keys(command: &Command, path: &str, into: &mut Vec<String>) {
        into.push(path.to_owned());
        let args = command.get_arguments().filter(|it| !["help", "version"].contains(&it.get_id().as_str()));
        into.extend(args.map(|it| format!("{path}.{}", it.get_id())));
        for sub in command.get_subcommands().filter(|it| it.get_name() != "help") {
            keys(sub, &format!("{path}.{}", sub.get_name()), into);
        }
    }

    #[test]
    fn every_command_and_option_has_its_chinese_help() {
        let texts: HashMap<String, String> = toml::from_str(super::ZH).unwrap();
        let mut wanted = Vec::new();
        keys(&crate::cli::Cli::command(), "hearth", &mut wanted);
        let missing: Vec<_> = wanted.iter().filter(|it| !texts.contains_key(*it)).collect();
        assert!(missing.is_empty(), "missing: {missing:?}");
    }
}
