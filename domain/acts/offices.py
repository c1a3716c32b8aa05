"""Acts on the offices of the agency (属地经办机构)."""
