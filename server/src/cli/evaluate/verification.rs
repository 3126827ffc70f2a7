//! The statistics of "same person or not".

/// One pair: what it is and how alike its faces are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Score {
    /// One person?
    pub(super) same: bool,
    /// Which fold it belongs to, from 0.
    pub(super) fold: usize,
    /// Cosine; `None` where a face was not detected, which is an error whatever the pair is.
    pub(super) similarity: Option<f32>,
}

impl Score {
    /// The similarity with errors at the wrong end: a same pair that nobody accepts, a different pair that everybody accepts.
    fn strict(&self) -> f32 {
        self.similarity.unwrap_or(if self.same { f32::NEG_INFINITY } else { f32::INFINITY })
    }
}

/// How well similarities tell same pairs from different ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Verification {
    /// How many folds there are.
    pub(super) folds: usize,
    /// Share of pairs told rightly, the mean over the folds.
    pub(super) accuracy: f32,
    /// Its standard deviation over the folds; without folds that of a share of so many pairs.
    pub(super) accuracy_std: f32,
    /// The mean of the folds' thresholds.
    pub(super) threshold: f32,
    /// Equal error rate.
    pub(super) eer: f32,
    /// Share of same pairs accepted where one different pair in a hundred is.
    pub(super) tar_at_1e2: f32,
    /// … where one in a thousand is.
    pub(super) tar_at_1e3: f32,
}

/// With folds: each is told by the threshold that is best for all others. Without: by the best one.
pub(super) fn verify(scores: &[Score]) -> Verification {
    let folds = scores.iter().map(|score| score.fold + 1).max().unwrap_or(0);
    let mut results: Vec<(f32, f32)> = Vec::new();
    for fold in 0..folds {
        let (tested, others): (Vec<&Score>, Vec<&Score>) = scores.iter().partition(|score| score.fold == fold);
        let threshold = best_threshold(if folds > 1 { &others } else { &tested });
        results.push((accuracy(&tested, threshold), threshold));
    }
    let mean = |of: fn(&(f32, f32)) -> f32| results.iter().map(of).sum::<f32>() / folds as f32;
    let accuracy = mean(|result| result.0);
    let variance = if folds > 1 {
        results.iter().map(|(value, _)| (value - accuracy).powi(2)).sum::<f32>() / folds as f32
    } else {
        accuracy * (1.0 - accuracy) / scores.len() as f32
    };
    Verification {
        folds,
        accuracy,
        accuracy_std: variance.sqrt(),
        threshold: mean(|result| result.1),
        eer: equal_error_rate(scores),
        tar_at_1e2: accepted_at(scores, 1e-2),
        tar_at_1e3: accepted_at(scores, 1e-3),
    }
}

/// Share of pairs told rightly when everything from `threshold` on is accepted.
fn accuracy(scores: &[&Score], threshold: f32) -> f32 {
    let right = scores.iter().filter(|score| (score.strict() >= threshold) == score.same).count();
    right as f32 / scores.len() as f32
}

/// The threshold that tells most pairs rightly: half way between two neighbouring similarities. Of several the middle one.
fn best_threshold(scores: &[&Score]) -> f32 {
    let mut sorted: Vec<(f32, bool)> = scores.iter().map(|score| (score.strict(), score.same)).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Below everything all is accepted; each step up refuses one more.
    let mut right = sorted.iter().filter(|(_, same)| *same).count() as i64;
    let (mut best, mut at) = (i64::MIN, Vec::new());
    for pair in sorted.windows(2) {
        right += if pair[0].1 { -1 } else { 1 };
        let middle = f32::midpoint(pair[0].0, pair[1].0);
        if !middle.is_finite() || pair[0].0 >= pair[1].0 {
            continue;
        }
        if right > best {
            (best, at) = (right, Vec::new());
        }
        if right == best {
            at.push(middle);
        }
    }
    at.get(at.len() / 2).copied().unwrap_or(0.0)
}

/// Share of same pairs accepted by the lowest threshold that accepts at most this share of different ones.
fn accepted_at(scores: &[Score], false_accepts: f32) -> f32 {
    let (same, different) = split(scores);
    let allowed = (different.len() as f32 * false_accepts).floor() as usize;
    // From the most alike down; the first one that must be refused.
    let refused = different.get(allowed).copied().unwrap_or(f32::NEG_INFINITY);
    same.iter().filter(|value| **value > refused).count() as f32 / same.len().max(1) as f32
}

/// The share of wrong acceptances where it comes closest to that of wrong refusals; the mean of the two.
fn equal_error_rate(scores: &[Score]) -> f32 {
    let (same, different) = split(scores);
    let share = |count: usize, all: usize| count as f32 / all.max(1) as f32;
    let errors = same.iter().chain(&different).map(|threshold| {
        let refused = share(same.iter().filter(|value| *value < threshold).count(), same.len());
        let accepted = share(different.iter().filter(|value| *value >= threshold).count(), different.len());
        ((refused - accepted).abs(), f32::midpoint(refused, accepted))
    });
    errors.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(0.0, |(_, rate)| rate)
}

/// Similarities of same and of different pairs, the most alike first.
fn split(scores: &[Score]) -> (Vec<f32>, Vec<f32>) {
    let of = |same: bool| {
        let mut values: Vec<f32> = scores.iter().filter(|score| score.same == same).map(Score::strict).collect();
        values.sort_by(|a, b| b.total_cmp(a));
        values
    };
    (of(true), of(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(same: &[f32], different: &[f32], fold: usize) -> Vec<Score> {
        let of = |values: &[f32], same| -> Vec<Score> {
            values.iter().map(|value| Score { same, fold, similarity: Some(*value) }).collect()
        };
        [of(same, true), of(different, false)].concat()
    }

    fn near(a: f32, b: f32) -> bool {
        (a - b).abs() < 1e-5
    }

    #[test]
    fn what_is_apart_is_told_apart() {
        let result = verify(&scores(&[0.9, 0.95, 0.97], &[0.2, 0.5, 0.6], 0));
        assert!(near(result.accuracy, 1.0) && near(result.eer, 0.0));
        assert!(near(result.threshold, 0.75), "half way between: {}", result.threshold);
        assert!(near(result.tar_at_1e3, 1.0));
        assert_eq!(result.folds, 1);
    }

    #[test]
    fn an_undetected_face_is_an_error_both_ways() {
        let mut all = scores(&[0.9, 0.95, 0.97], &[0.2, 0.5, 0.6], 0);
        all.push(Score { same: true, fold: 0, similarity: None });
        all.push(Score { same: false, fold: 0, similarity: None });
        let result = verify(&all);
        assert!(near(result.accuracy, 0.75), "{}", result.accuracy);
        assert!(near(result.eer, 0.25));
        assert!(near(result.tar_at_1e2, 0.0), "the different pair counts as most alike");
    }

    #[test]
    fn a_fold_is_told_by_the_others() {
        // Alone, each fold would be perfect; the other's threshold tells one of its four pairs wrongly.
        let all = [scores(&[0.8, 0.9], &[0.1, 0.5], 0), scores(&[0.6, 0.9], &[0.1, 0.55], 1)].concat();
        let result = verify(&all);
        assert_eq!(result.folds, 2);
        // Fold 0 by 0.575: right. Fold 1 by 0.65: the pair at 0.6 is refused.
        assert!(near(result.accuracy, 0.875), "{}", result.accuracy);
        assert!(near(result.accuracy_std, 0.125));
        assert!(near(result.threshold, f32::midpoint(0.575, 0.65)));
    }

    #[test]
    fn acceptance_is_counted_at_a_share_of_false_ones() {
        let different: Vec<f32> = (0..200).map(|i| i as f32 / 200.0).collect();
        // Two of 200 may pass: 0.995 and 0.99; 0.985 must not.
        let result = verify(&scores(&[0.984, 0.986, 0.999], &different, 0));
        assert!(near(result.tar_at_1e2, 2.0 / 3.0));
        assert!(near(result.tar_at_1e3, 1.0 / 3.0));
    }
}
