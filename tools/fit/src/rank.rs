//! A model that chooses one of several options by the sum of its features' weights,
//! fitted by stochastic gradient (AdaGrad) on the softmax.

/// Options with their features, and the right one.
#[derive(Debug, Clone)]
pub struct Choice {
    pub page: usize,
    pub options: Vec<Vec<u16>>,
    pub right: usize,
}

/// Fits weights; `counts` tells what the choices of a page count for.
pub fn fit(
    choices: &[&Choice],
    counts: impl Fn(usize) -> f32,
    features: usize,
    epochs: usize,
    l2: f32,
) -> Vec<f32> {
    let mut weights = vec![0f32; features];
    let mut squares = vec![1e-2f32; features];
    let mut sum = vec![0f32; features];
    let mut order: Vec<usize> = (0..choices.len()).collect();
    let mut seed = 11u64;
    let mut averaged = 0f32;
    for epoch in 0..epochs {
        shuffle(&mut order, &mut seed);
        for &k in &order {
            let choice = choices[k];
            let count = counts(choice.page);
            let scores: Vec<f32> =
                choice.options.iter().map(|o| o.iter().map(|&f| weights[f as usize]).sum()).collect();
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let total: f32 = scores.iter().map(|s| (s - top).exp()).sum();
            for (i, option) in choice.options.iter().enumerate() {
                let chance = (scores[i] - top).exp() / total;
                let push = f32::from(u8::from(i == choice.right)) - chance;
                if push.abs() < 1e-3 {
                    continue;
                }
                for &f in option {
                    let f = f as usize;
                    let g = count * push - l2 * weights[f];
                    squares[f] += g * g;
                    weights[f] += 0.15 * g / squares[f].sqrt();
                }
            }
        }
        if epoch * 2 >= epochs {
            averaged += 1.0;
            for (a, w) in sum.iter_mut().zip(&weights) {
                *a += w;
            }
        }
    }
    sum.iter().map(|a| a / averaged.max(1.0)).collect()
}

/// Puts a list into another order, the same one for the same seed, and moves the seed on.
pub fn shuffle(list: &mut [usize], seed: &mut u64) {
    for i in (1..list.len()).rev() {
        *seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        list.swap(i, (*seed >> 33) as usize % (i + 1));
    }
}
