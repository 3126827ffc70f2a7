//! The little window that a convolution or a pool looks through.

/// How a layer looks at its input: window, stride, and zeros around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// Pixels down and across.
    pub(super) kernel: [usize; 2],
    /// Pixels from one look to the next, down and across alike.
    pub(super) stride: usize,
    /// Whether zeros are added where the stride needs them (ONNX's `SAME_UPPER`: the odd one after), or nothing at all.
    pub(super) same: bool,
}

/// One dimension of an input, seen through a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Positions of the window.
    pub(super) out: usize,
    /// Zeros before.
    pub(super) before: usize,
    /// Zeros after.
    pub(super) after: usize,
}

impl Window {
    /// How it goes over so many rows (`axis` 0) or columns (`axis` 1); `None` where it does not fit.
    pub(super) fn over(&self, length: usize, axis: usize) -> Option<Span> {
        let kernel = self.kernel[axis];
        if self.same {
            let out = length.div_ceil(self.stride);
            let zeros = ((out.checked_sub(1)?) * self.stride + kernel).saturating_sub(length);
            return Some(Span { out, before: zeros / 2, after: zeros - zeros / 2 });
        }
        Some(Span { out: length.checked_sub(kernel)? / self.stride + 1, before: 0, after: 0 })
    }

    /// A look at single pixels, at every one.
    pub(super) fn is_pointwise(&self) -> bool {
        self.kernel == [1, 1] && self.stride == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_odd_zero_comes_after() {
        let window = Window { kernel: [3, 3], stride: 2, same: true };
        assert_eq!(window.over(112, 0), Some(Span { out: 56, before: 0, after: 1 }));
        assert_eq!(window.over(35, 1), Some(Span { out: 18, before: 1, after: 1 }));
    }

    #[test]
    fn without_zeros_it_stays_inside() {
        let window = Window { kernel: [7, 7], stride: 2, same: false };
        assert_eq!(window.over(150, 0), Some(Span { out: 72, before: 0, after: 0 }));
        assert_eq!(window.over(6, 0), None);
    }
}
