//! `cargo xtask seed`: a large database, every page asked once, and every statement explained.

use crate::build::{self, Mode};
use crate::places::Places;
use crate::postgres::Cluster;
use crate::process::Program;
use crate::steps::{Failure, Steps, Went};

/// Events, and photos in each, unless others are asked for: five million photos.
pub(crate) const USUAL: [&str; 2] = ["1000", "5000"];

/// Plants into `PICME_TEST_POSTGRES`, or into a cluster of its own that goes afterwards.
pub(crate) fn seed(places: &Places, steps: &mut Steps, counts: &[String; 2]) -> Result<(), Failure> {
    build::binary(places, steps, Mode::Debug)?;
    steps.step("seed", "events and photos in PostgreSQL, and what every page asks of them", || {
        let given = std::env::var("PICME_TEST_POSTGRES").ok();
        let cluster = if given.is_some() { None } else { Some(Cluster::start(places)?) };
        let url = given.or_else(|| cluster.as_ref().map(Cluster::url)).unwrap_or_default();
        let program = Program::cargo(places).args(["run", "--package", "tests", "--example", "seed", "--", &url]);
        program.args(counts).run()?;
        Ok(Went::Done)
    })
}
