package jdvc.track;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Numbers as Python compares them: exactly, whatever their types; booleans are 0 and 1. */
public final class PythonNumber {

    private PythonNumber() {}

    /** Tells whether both are numbers and equal; NaN equals nothing. */
    public static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Double x && b instanceof Double y) return x.doubleValue() == y.doubleValue();
        var left = exact(a);
        var right = exact(b);
        return left != null && right != null && left.compareTo(right) == 0;
    }

    private static @Nullable BigDecimal exact(@Nullable Object value) {
        if (value instanceof Boolean truth) return truth ? BigDecimal.ONE : BigDecimal.ZERO;
        if (value instanceof Long number) return BigDecimal.valueOf(number);
        if (value instanceof BigInteger number) return new BigDecimal(number);
        return value instanceof Double number && !number.isNaN() && !number.isInfinite()
                ? new BigDecimal(number)
                : null;
    }
}
