//! What the checks need besides Rust, Node and a C compiler, and how it comes to be there.
//!
//! On Debian as root it is installed; elsewhere the command says exactly what is missing.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{self, Done};

/// The folder of PostgreSQL's programs.
pub fn postgres(log: Option<&Path>) -> Done<PathBuf> {
    if let Some(found) = postgres_folder() {
        return Ok(found);
    }
    install(&["postgresql"], "PostgreSQL 15 or newer (initdb, postgres)", log)?;
    postgres_folder().ok_or_else(|| "PostgreSQL was installed, but its initdb was not found".to_owned())
}

/// The program of a Chromium browser, with a Chinese font beside it.
pub fn chromium(log: Option<&Path>) -> Done<PathBuf> {
    if chromium_program().is_none() {
        install(&["chromium"], "Chromium (or set CHROMIUM to its program)", log)?;
    }
    if !has_chinese_font() {
        install(&["fontconfig", "fonts-noto-cjk"], "a Chinese font such as Noto Sans CJK", log)?;
    }
    chromium_program().ok_or_else(|| "Chromium was installed, but its program was not found".to_owned())
}

/// The programs that read PDFs in tests.
pub fn poppler(log: Option<&Path>) -> Done {
    if ["pdftotext", "pdffonts"].iter().all(|it| shell::find(it).is_some()) {
        return Ok(());
    }
    install(&["poppler-utils"], "poppler-utils (pdftotext, pdffonts)", log)
}

/// The mail servers of the tests, and what makes their certificate.
pub fn mail(log: Option<&Path>) -> Done {
    let there = |it: &str| shell::find(it).is_some() || Path::new("/usr/sbin").join(it).is_file();
    if ["dovecot", "postfix", "openssl"].iter().all(|it| there(it)) && Path::new("/usr/lib/dovecot/lmtp").is_file() {
        return Ok(());
    }
    let packages = ["dovecot-imapd", "dovecot-lmtpd", "openssl", "postfix"];
    install(&packages, "Dovecot with LMTP, Postfix and openssl", log)
}

/// The server by which nodes of one installation wake each other.
pub fn nats(log: Option<&Path>) -> Done {
    if shell::find("nats-server").is_some() || Path::new("/usr/sbin/nats-server").is_file() {
        return Ok(());
    }
    install(&["nats-server"], "nats-server", log)
}

/// Node and npm, which are expected to be there.
pub fn node() -> Done {
    let version = shell::read(shell::command("node", &["--version"], ".")).unwrap_or_default();
    if shell::find("npm").is_some() && is_new_enough(&version) {
        return Ok(());
    }
    let found = if version.is_empty() { "none was found" } else { version.trim() };
    Err(format!("missing: Node 20.19 or newer with npm ({found})"))
}

fn is_new_enough(version: &str) -> bool {
    let mut parts = version.trim().trim_start_matches('v').split('.').map(|it| it.parse::<u32>().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) >= (20, 19)
}

/// Whether this is the administrator of the machine.
pub fn is_root() -> bool {
    shell::read(shell::command("id", &["-u"], ".")).is_ok_and(|it| it.trim() == "0")
}

fn postgres_folder() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = Vec::new();
    if let Ok(folders) = std::fs::read_dir("/usr/lib/postgresql") {
        for folder in folders.flatten() {
            let version = folder.file_name().to_string_lossy().parse().unwrap_or(0);
            versions.push((version, folder.path().join("bin")));
        }
    }
    versions.sort();
    let debian = versions.into_iter().rev().map(|it| it.1).find(|it| it.join("initdb").is_file());
    debian.or_else(|| Some(shell::find("initdb")?.parent()?.to_path_buf()))
}

fn chromium_program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|it| shell::find(it))
}

fn has_chinese_font() -> bool {
    shell::read(shell::command("fc-list", &[":lang=zh-cn", "family"], ".")).is_ok_and(|it| !it.trim().is_empty())
}

/// Debian's packages, where we may install; otherwise `what` is named as missing.
fn install(packages: &[&str], what: &str, log: Option<&Path>) -> Done {
    if shell::find("apt-get").is_none() || !is_root() {
        return Err(format!("missing: {what}. On Debian: apt-get install {}", packages.join(" ")));
    }
    // An old list of packages names files that are gone; a failed update is told by the install after it.
    drop(shell::run_or_log(apt(&["update"]), log));
    let mut args = vec!["install", "--yes", "--no-install-recommends"];
    args.extend(packages);
    shell::run_or_log(apt(&args), log)
}

fn apt(args: &[&str]) -> Command {
    let mut it = shell::command("apt-get", args, ".");
    it.env("DEBIAN_FRONTEND", "noninteractive");
    it
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn an_old_node_is_told_from_a_new_one() {
        for (version, new) in
            [("v20.19.0", true), ("v22.1.0\n", true), ("v20.9.1", false), ("v18.20.4", false), ("", false)]
        {
            assert_eq!(is_new_enough(version), new, "{version}");
        }
    }
}
