//! How alike each face of a gallery is to the other people, kept up to date.
//!
//! A face's level (see [`super`]) is made of its mean cosine to the nearest others. Beside that mean the lowest of those cosines is kept: a face that comes to
//! stand for somebody, or goes, matters to those faces only whose lowest it reaches, and they alone are measured anew, against everybody. So
//! levels are after every change what they were if everything was measured anew, with two exceptions, both only where there are more people than are
//! measured against: who they are is chosen anew when the number of people has doubled or halved, and not before; and whom a loose face is taken for is
//! decided when its surroundings change.

use std::collections::HashMap;

use domain::EMBEDDING_DIMENSIONS;
use ndarray::Array2;

use super::levels::{Among, COHORT, NEAREST, Nearest};
use super::roster::Roster;
use crate::matrix::{Matrix, Vector, reaching};
use crate::people::{ONE_PERSON, Person};

/// Products of a face and a person up to which everything is measured anew at every change: some milliseconds.
const FEW_PRODUCTS: usize = 1_000_000;
/// So many changed stands are dearer one by one than everything at once.
const MANY_STANDS: usize = 64;
/// Cosines of a block product differ from others in the last digits.
const ROUNDING: f32 = 2e-6;

/// Whom everybody is measured against, and what came out.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    /// Everybody, or so many of them that they are enough.
    cohort: Vec<Person>,
    /// How many people there were when the cohort was chosen.
    chosen_among: usize,
    /// For each face the mean cosine to the nearest others; NaN where there are none.
    means: Vec<f32>,
    /// For each face the lowest of those cosines; −∞ where there are fewer than enough.
    least: Vec<f32>,
}

impl Surroundings {
    /// Measures every face against the best face of every other person.
    pub(super) fn measure(matrix: &Matrix, roster: &mut Roster) -> Self {
        let everybody: Vec<Person> = roster.everybody().collect();
        let step = everybody.len().div_ceil(COHORT).max(1);
        let cohort: Vec<Person> = everybody.iter().copied().step_by(step).collect();
        let unknown = vec![f32::NAN; matrix.rows()];
        let mut this = Self { cohort, chosen_among: everybody.len(), means: unknown.clone(), least: unknown };
        let stands = this.stands(matrix, roster);
        let mut loose = Vec::new();
        let mut row = 0;
        for block in matrix.views() {
            for cosines in block.dot(&stands.t()).rows() {
                this.settle(row, this.nearest(roster, row, cosines.iter().copied()), roster, &mut loose);
                row += 1;
            }
        }
        this.take_loose(loose, roster);
        this
    }

    /// Follows a change of the gallery. `before` are the people whose best face may be another one now, and what it was.
    pub(super) fn follow(&mut self, matrix: &Matrix, roster: &mut Roster, before: HashMap<Person, Option<Vector>>) {
        let people = roster.everybody().count();
        let changed = self.changed_stands(matrix, roster, before);
        let few = matrix.rows() * self.cohort.len() <= FEW_PRODUCTS;
        let another = people > 2 * self.chosen_among || 2 * people < self.chosen_among;
        if few || another || changed.len() > MANY_STANDS {
            *self = Self::measure(matrix, roster);
            return;
        }
        let mut stale: Vec<usize> = (0..matrix.rows()).filter(|row| self.least[*row].is_nan()).collect();
        for (person, stand) in changed {
            let ceilings = matrix.ceilings(&stand);
            let near =
                (0..).zip(ceilings).zip(&self.least).filter(|((_, ceiling), least)| ceiling + ROUNDING >= **least);
            let near = near.map(|((row, _), _)| row).filter(|row| roster.placed(*row) != Some(person));
            stale.extend(near.filter(|row| matrix.cosine(*row, &stand) + ROUNDING >= self.least[*row]));
        }
        stale.sort_unstable();
        stale.dedup();
        let stands = self.stands(matrix, roster);
        let stands: Vec<&Vector> = stands.as_slice().unwrap_or_default().as_chunks().0.iter().collect();
        let mut loose = Vec::new();
        for row in stale {
            let cosines = stands.iter().map(|stand| matrix.cosine(row, stand));
            self.settle(row, self.nearest(roster, row, cosines), roster, &mut loose);
        }
        self.take_loose(loose, roster);
    }

    /// Who stands for somebody now and did not before, or the other way round. The cohort lets go who is gone, and takes in who is new while it is everybody.
    fn changed_stands(
        &mut self,
        matrix: &Matrix,
        roster: &Roster,
        before: HashMap<Person, Option<Vector>>,
    ) -> Vec<(Person, Vector)> {
        let all = self.cohort.len() == self.chosen_among;
        let mut changed = Vec::new();
        let mut before: Vec<(Person, Option<Vector>)> = before.into_iter().collect();
        before.sort_unstable_by_key(|(person, _)| *person);
        for (person, before) in before {
            let now = roster.stand(person).map(|row| *matrix.row(row));
            let member = self.cohort.contains(&person);
            let (before, now) = match (member, now) {
                (true, None) => {
                    self.cohort.retain(|other| *other != person);
                    (before, None)
                }
                (false, Some(now)) if all && self.cohort.len() < COHORT => {
                    self.cohort.push(person);
                    (None, Some(now))
                }
                (true, now) => (before, now),
                (false, _) => (None, None),
            };
            if before != now {
                changed.extend([before, now].into_iter().flatten().map(|stand| (person, stand)));
            }
        }
        if all {
            self.chosen_among = self.cohort.len();
        }
        changed
    }

    fn stands(&self, matrix: &Matrix, roster: &Roster) -> Array2<f32> {
        let rows = self.cohort.iter().filter_map(|person| roster.stand(*person));
        let numbers: Vec<f32> = rows.flat_map(|row| matrix.row(row)).copied().collect();
        Array2::from_shape_vec((numbers.len() / EMBEDDING_DIMENSIONS, EMBEDDING_DIMENSIONS), numbers)
            .unwrap_or_default()
    }

    /// The nearest of the cohort to a face, from its cosine to each.
    fn nearest(&self, roster: &Roster, row: usize, cosines: impl Iterator<Item = f32>) -> Nearest {
        let own = roster.placed(row);
        let mut nearest = Nearest::default();
        for (cosine, person) in cosines.zip(&self.cohort).filter(|(_, person)| Some(**person) != own) {
            nearest.take(cosine, *person);
        }
        nearest
    }

    /// Writes what the nearest say of a face, and keeps loose ones for later: whom they are taken for depends on the levels of others.
    fn settle(&mut self, row: usize, nearest: Nearest, roster: &Roster, loose: &mut Vec<(usize, Nearest)>) {
        self.write(row, &nearest, None);
        if roster.placed(row).is_none() {
            loose.push((row, nearest));
        }
    }

    fn write(&mut self, row: usize, nearest: &Nearest, beside: Option<Person>) {
        self.means[row] = nearest.mean_beside(beside).unwrap_or(f32::NAN);
        self.least[row] = nearest.least_beside(beside);
    }

    /// A loose face is taken for the person whose best face it is most similar to, if it is enough.
    fn take_loose(&mut self, loose: Vec<(usize, Nearest)>, roster: &mut Roster) {
        for (row, nearest) in loose {
            let taken = nearest.first().filter(|(cosine, person)| {
                let own = self.among().level(nearest.mean_beside(Some(*person)));
                let theirs = roster.stand(*person).map_or(own, |stand| self.level(stand));
                cosine - f32::midpoint(own, theirs) >= ONE_PERSON
            });
            let person = taken.map(|(_, person)| person);
            roster.take_for(row, person);
            self.write(row, &nearest, person);
        }
    }

    /// One more face at the end, not measured yet.
    pub(super) fn push(&mut self) {
        self.means.push(f32::NAN);
        self.least.push(f32::NAN);
    }

    /// Removes a face; the last one takes its place.
    pub(super) fn swap_remove(&mut self, row: usize) {
        self.means.swap_remove(row);
        self.least.swap_remove(row);
    }

    pub(super) fn reserve(&mut self, more: usize) {
        super::room_for(&mut self.means, more);
        super::room_for(&mut self.least, more);
    }

    fn among(&self) -> Among {
        Among::so_many(self.cohort.len().saturating_sub(1))
    }

    fn level(&self, row: usize) -> f32 {
        level(self.among(), self.means[row])
    }

    /// How alike a probe is to the people here, from its cosine to every face or what that cannot exceed; `cosine` tells a face's exactly.
    pub(super) fn around(&self, roster: &Roster, ceilings: &[f32], cosine: impl Fn(usize) -> f32) -> Around<'_> {
        let rows: Vec<(usize, Person)> =
            self.cohort.iter().filter_map(|person| Some((roster.stand(*person)?, *person))).collect();
        // Exactly those few that may be among the nearest, in the cohort's order.
        let mut highest: Vec<f32> = rows.iter().map(|(row, _)| ceilings[*row]).collect();
        let some = (4 * NEAREST).min(highest.len());
        if some < highest.len() {
            highest.select_nth_unstable_by(some, |a, b| b.total_cmp(a));
        }
        let line = highest.get(some).copied().unwrap_or(f32::NEG_INFINITY);
        let mut found: Vec<f32> =
            rows.iter().map(|(row, _)| *row).filter(|row| ceilings[*row] >= line).map(&cosine).collect();
        found.sort_unstable_by(|a, b| b.total_cmp(a));
        let line = found.get(NEAREST).copied().unwrap_or(f32::NEG_INFINITY);
        let mut nearest = Nearest::default();
        for (row, person) in rows.into_iter().filter(|(row, _)| ceilings[*row] >= line) {
            nearest.take(cosine(row), person);
        }
        Around { nearest, among: self.among(), means: &self.means }
    }

    pub(super) fn bytes(&self) -> usize {
        (self.cohort.capacity() + self.means.capacity() + self.least.capacity()) * size_of::<f32>()
    }
}

fn level(among: Among, mean: f32) -> f32 {
    among.level((!mean.is_nan()).then_some(mean))
}

/// What a probe's scores are made of besides cosines.
pub(super) struct Around<'a> {
    nearest: Nearest,
    among: Among,
    means: &'a [f32],
}

impl Around<'_> {
    /// The score of a face: if the guest is that face's person, then they are no other.
    pub(super) fn score(&self, cosine: f32, row: usize, person: Option<Person>) -> f32 {
        let probe = self.among.level(self.nearest.mean_beside(person));
        cosine - f32::midpoint(probe, level(self.among, self.means[row]))
    }

    /// The rows whose score may reach a line, from what their cosines cannot exceed.
    ///
    /// The probe's level is lowest without the person most similar to it; every step to a score is a rounded sum or product that grows with each
    /// of its parts. So no row is left out that reaches the line.
    pub(super) fn may_reach(&self, ceilings: &[f32], line: f32) -> Vec<usize> {
        let lowest = self.among.level(self.nearest.mean_beside(self.nearest.first().map(|(_, person)| person)));
        let rest: Vec<f32> = ceilings
            .iter()
            .zip(self.means)
            .map(|(ceiling, mean)| ceiling - f32::midpoint(lowest, level(self.among, *mean)))
            .collect();
        reaching(&rest, line).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::gallery::testing::{crowd, gallery, towards};

    #[test]
    fn no_row_is_left_out_that_reaches_the_line() {
        let faces = crowd(30, 3, 0.3);
        let gallery = gallery(&faces);
        for (at, (vector, _)) in faces.iter().enumerate().step_by(4) {
            let probe = towards(vector, &faces[at / 3].0, 0.3).try_into().expect("128");
            // Cosines themselves are what they cannot exceed.
            let cosines: Vec<f32> = (0..gallery.len()).map(|row| gallery.matrix.cosine(row, &probe)).collect();
            let around = gallery.surroundings.around(&gallery.roster, &cosines, |row| cosines[row]);
            for (row, cosine) in cosines.iter().enumerate() {
                let score = around.score(*cosine, row, gallery.roster.of(row));
                assert!(around.may_reach(&cosines, score).contains(&row), "{score}");
            }
        }
    }
}
