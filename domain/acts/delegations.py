"""Acts on delegation (代理审批): who decides for somebody who is away."""
