//! One installation: its database, keys, files and policies.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use base::{Mint, OsRandom, Refusal, Result, SystemClock, fault};
use cases::Desk;
use channels::Channels;
use customers::Customers;
use db::{Db, Migration, Options, World};
use people::People;
use policy::Policies;
use quality::Quality;
use quality::agitation::Scorer;
use vault::{Files, MasterKey, Vault};

use crate::cli::Place;

/// How long a single reading of a command may take.
const LONG_WORK: Duration = Duration::from_hours(24);

/// The tables of every capability, in the order of the compile graph.
pub const MIGRATIONS: &[&[Migration]] = &[
    vault::MIGRATIONS,
    policy::MIGRATIONS,
    people::MIGRATIONS,
    customers::MIGRATIONS,
    cases::MIGRATIONS,
    channels::MIGRATIONS,
    quality::MIGRATIONS,
    measures::MIGRATIONS,
    importer::MIGRATIONS,
];

/// An open installation. Cheap to clone.
#[derive(Clone)]
pub struct House {
    /// The database.
    pub db: Db,
    /// The folder of keys and files.
    pub data: Arc<PathBuf>,
    /// What is in force.
    pub policies: Policies,
    /// Staff and their sessions.
    pub people: People,
    /// Seals personal data.
    pub vault: Vault,
    /// Sealed files.
    pub files: Files,
    /// Customers and their identities.
    pub customers: Customers,
    /// The desk at which cases are handled.
    pub desk: Desk,
    /// Conversations with customers.
    pub channels: Channels,
    /// What happens on the floor right now.
    pub quality: Quality,
}

impl House {
    /// Opens an installation; makes an empty one where there is none.
    pub fn open(place: &Place) -> Result<Self> {
        Self::open_with(place, &Options::new(place.target()))
    }

    /// Opens an installation for a command that reads all of it: nobody else waits, so it may take its time.
    pub fn open_for_long_work(place: &Place) -> Result<Self> {
        Self::open_with(place, &Options { read_limit: LONG_WORK, ..Options::new(place.target()) })
    }

    fn open_with(place: &Place, options: &Options) -> Result<Self> {
        let world = World { clock: Arc::new(SystemClock), mint: Mint::new(OsRandom) };
        std::fs::create_dir_all(&place.data).map_err(|why| unusable(&place.data, &why))?;
        Self::over(Db::open(options, world, MIGRATIONS)?, &place.data)
    }

    /// The installation over an open database; a fresh pair of keys is made where there is none.
    pub fn over(db: Db, data: &Path) -> Result<Self> {
        let master = master_key(data)?;
        let vault = db.write_blocking(move |tx| Vault::open(tx, master))?;
        let policies = Policies::new();
        let people = People::new(db.clone(), policies.clone(), vault.clone())?;
        let folder = data.join("files");
        let files = Files::new(&folder, vault.clone()).map_err(|why| unusable(&folder, &why))?;
        let customers = Customers::new(vault.clone(), policies.clone()).seeing(Arc::new(crate::wiring::Cases));
        let desk = Desk::new(policies.clone(), vault.clone(), files.clone());
        let channels = Channels::new(policies.clone(), vault.clone(), files.clone(), customers.clone());
        let quality = Quality::new(policies.clone(), people.clone(), channels.clone(), Scorer::of(data)?);
        Ok(Self {
            db,
            data: Arc::new(data.to_owned()),
            policies,
            people,
            vault,
            files,
            customers,
            desk,
            channels,
            quality,
        })
    }
}

fn unusable(folder: &Path, why: &std::io::Error) -> base::Failure {
    Refusal::new(422, "server.folder_unusable").with("folder", folder.display()).with("why", why).into()
}

/// From the environment, or from a file beside the data that only this user can read.
fn master_key(data: &Path) -> Result<MasterKey> {
    match std::env::var("HEARTH_MASTER_KEY") {
        Ok(text) => MasterKey::from_text(&text).map_err(fault),
        Err(_) => MasterKey::load_or_make(&data.join("master.key"), &mut OsRandom).map_err(fault),
    }
}
