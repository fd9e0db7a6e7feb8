//! The linear-chain model of line labels, fitted by stochastic gradient (AdaGrad).

use columnist::labels::{CONTEXTS, COUNT, transition};

use crate::rank::shuffle;

/// A page as the labeller sees it.
#[derive(Debug, Clone)]
pub struct Sequence {
    pub page: usize,
    /// What it counts for.
    pub count: f32,
    pub features: Vec<Vec<u16>>,
    /// Scores of every label for each line that are known before; empty where nothing is.
    pub known: Vec<[f32; COUNT]>,
    pub contexts: Vec<u8>,
    /// `None` where the gold does not tell.
    pub labels: Vec<Option<u8>>,
}

#[derive(Debug, Clone)]
pub struct Crf {
    pub emissions: Vec<f32>,
    pub transitions: Vec<f32>,
}

impl Crf {
    fn scores(&self, s: &Sequence) -> Vec<[f32; COUNT]> {
        s.features
            .iter()
            .enumerate()
            .map(|(i, row)| {
                let mut out = s.known.get(i).copied().unwrap_or([0f32; COUNT]);
                for &f in row {
                    for (o, w) in out.iter_mut().zip(&self.emissions[f as usize * COUNT..]) {
                        *o += w;
                    }
                }
                out
            })
            .collect()
    }

    /// Fits on the sequences in the order of a fixed shuffle: weights of so many features for so
    /// many of the labels, the first ones, and of transitions where none are given.
    pub fn fit(
        sequences: &[&Sequence],
        features: usize,
        asked: usize,
        transitions: Option<&[f32]>,
        epochs: usize,
        l2: f32,
    ) -> Crf {
        let none = || vec![0.0; CONTEXTS * COUNT * COUNT];
        let mut model = Crf {
            emissions: vec![0.0; features * COUNT],
            transitions: transitions.map_or_else(none, <[f32]>::to_vec),
        };
        let learn = transitions.is_none();
        let mut sum = Crf { emissions: vec![0.0; features * COUNT], transitions: none() };
        let mut ge = vec![1e-2f32; model.emissions.len()];
        let mut gt = vec![1e-2f32; model.transitions.len()];
        let mut order: Vec<usize> = (0..sequences.len()).collect();
        let mut seed = 7u64;
        let mut averaged = 0f32;
        for epoch in 0..epochs {
            shuffle(&mut order, &mut seed);
            for &k in &order {
                model.step(sequences[k], asked, &mut ge, learn.then_some(&mut gt), l2);
            }
            if epoch * 2 >= epochs {
                averaged += 1.0;
                for (a, b) in sum.emissions.iter_mut().zip(&model.emissions) {
                    *a += b;
                }
                for (a, b) in sum.transitions.iter_mut().zip(&model.transitions) {
                    *a += b;
                }
            }
        }
        for w in sum.emissions.iter_mut().chain(&mut sum.transitions) {
            *w /= averaged.max(1.0);
        }
        sum
    }

    /// One gradient step on one page: forward, backward, update.
    fn step(&mut self, s: &Sequence, asked: usize, ge: &mut [f32], gt: Option<&mut Vec<f32>>, l2: f32) {
        let n = s.features.len();
        if n == 0 {
            return;
        }
        let mut emit = self.scores(s);
        let free = self.chances(s, &emit);
        // The gold, where it tells: other labels are forbidden.
        for (e, l) in emit.iter_mut().zip(&s.labels) {
            if let Some(l) = l {
                for (k, x) in e.iter_mut().enumerate() {
                    if k != *l as usize {
                        *x = -1e4;
                    }
                }
            }
        }
        let held = self.chances(s, &emit);
        const RATE: f32 = 0.12;
        for i in 0..n {
            let mut delta = [0f32; COUNT];
            for (k, d) in delta.iter_mut().enumerate() {
                *d = s.count * (held.0[i][k] - free.0[i][k]);
            }
            if delta.iter().all(|d| d.abs() < 1e-4) {
                continue;
            }
            for &f in &s.features[i] {
                let at = f as usize * COUNT;
                for k in 0..asked {
                    let g = delta[k] - l2 * self.emissions[at + k];
                    ge[at + k] += g * g;
                    self.emissions[at + k] += RATE * g / ge[at + k].sqrt();
                }
            }
        }
        let Some(gt) = gt else { return };
        let expected = held.1.iter().zip(&free.1);
        for ((weight, square), (held, free)) in self.transitions.iter_mut().zip(gt.iter_mut()).zip(expected) {
            let g = s.count * (held - free) - l2 * *weight;
            if g.abs() > 1e-5 {
                *square += g * g;
                *weight += RATE * g / square.sqrt();
            }
        }
    }

    /// Chances of labels for each line, and expected counts of transitions: forward and
    /// backward, in chances that add up to one on every line.
    fn chances(&self, s: &Sequence, emit: &[[f32; COUNT]]) -> (Vec<[f32; COUNT]>, Vec<f32>) {
        let n = emit.len();
        let steps: Vec<f32> = self.transitions.iter().map(|w| w.exp()).collect();
        let step = |i: usize, from: usize| {
            let at = transition(s.contexts[i] as usize, from, 0);
            &steps[at..at + COUNT]
        };
        let own: Vec<[f32; COUNT]> = emit
            .iter()
            .map(|scores| {
                let top = scores.iter().copied().fold(f32::MIN, f32::max);
                scores.map(|score| (score - top).exp())
            })
            .collect();
        let mut forward = vec![[0f32; COUNT]; n];
        let mut scale = vec![0f32; n];
        for i in 0..n {
            let mut row = [0f32; COUNT];
            if i == 0 {
                row.copy_from_slice(step(0, 0));
            } else {
                for (from, &chance) in forward[i - 1].iter().enumerate().filter(|(_, c)| **c > 0.0) {
                    for (sum, step) in row.iter_mut().zip(step(i, from)) {
                        *sum += chance * step;
                    }
                }
            }
            for (sum, own) in row.iter_mut().zip(&own[i]) {
                *sum *= own;
            }
            scale[i] = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            forward[i] = row.map(|sum| sum / scale[i]);
        }
        let mut backward = vec![[1f32; COUNT]; n];
        let mut counts = vec![0f32; CONTEXTS * COUNT * COUNT];
        for i in (1..n).rev() {
            let after: [f32; COUNT] = std::array::from_fn(|to| own[i][to] * backward[i][to] / scale[i]);
            for from in 0..COUNT {
                let at = transition(s.contexts[i] as usize, from, 0);
                let mut sum = 0.0;
                for (to, (step, after)) in step(i, from).iter().zip(&after).enumerate() {
                    sum += step * after;
                    counts[at + to] += forward[i - 1][from] * step * after;
                }
                backward[i - 1][from] = sum;
            }
        }
        let lines: Vec<[f32; COUNT]> = forward
            .iter()
            .zip(&backward)
            .map(|(f, b)| std::array::from_fn(|label| f[label] * b[label]))
            .collect();
        for (to, chance) in lines[0].iter().enumerate() {
            counts[transition(s.contexts[0] as usize, 0, to)] += chance;
        }
        (lines, counts)
    }
}
