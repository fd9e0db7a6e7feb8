//! A model that chooses one of several options by the sum of its features' weights,
//! fitted by stochastic gradient (AdaGrad) on the softmax.

/// Options with their features, and the right one.
#[derive(Debug, Clone)]
pub struct Choice {
    pub page: usize,
    pub options: Vec<Vec<u16>>,
    pub right: usize,
}

/// So many features in a hundred are left out of a choice each time that it is looked at,
/// others each time. Much of the evidence overlaps: so no weight leans on another one's being
/// there, which other papers may not have.
const LEFT_OUT: u64 = 12;

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
    let (mut seed, mut looks) = (11u64, 5u64);
    let mut averaged = 0f32;
    for epoch in 0..epochs {
        shuffle(&mut order, &mut seed);
        for &k in &order {
            let choice = choices[k];
            let count = counts(choice.page);
            let look = next(&mut looks);
            let kept = |f: &u16| !is_left_out(look, *f);
            let score = |o: &Vec<u16>| o.iter().filter(|f| kept(f)).map(|&f| weights[f as usize]).sum();
            let scores: Vec<f32> = choice.options.iter().map(score).collect();
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let total: f32 = scores.iter().map(|s| (s - top).exp()).sum();
            for (i, option) in choice.options.iter().enumerate() {
                let chance = (scores[i] - top).exp() / total;
                let push = f32::from(u8::from(i == choice.right)) - chance;
                if push.abs() < 1e-3 {
                    continue;
                }
                for &f in option.iter().filter(|f| kept(f)) {
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
    // Where nothing is left out the sums are larger by as much.
    let share = 1.0 - LEFT_OUT as f32 / 100.0;
    sum.iter().map(|a| share * a / averaged.max(1.0)).collect()
}

/// Whether a feature is left out of all options at one look.
fn is_left_out(look: u64, feature: u16) -> bool {
    let mixed =
        (look ^ u64::from(feature).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> 40) % 100 < LEFT_OUT
}

/// Puts a list into another order, the same one for the same seed, and moves the seed on.
pub fn shuffle(list: &mut [usize], seed: &mut u64) {
    for i in (1..list.len()).rev() {
        list.swap(i, (next(seed) >> 33) as usize % (i + 1));
    }
}

/// The next number of a row of seeds.
fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
    *seed
}
