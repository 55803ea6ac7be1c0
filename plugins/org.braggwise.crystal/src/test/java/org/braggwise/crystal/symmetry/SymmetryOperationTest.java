// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetryOperationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        x,y,z                    | x,y,z
        -x, y+1/2, -z+1/2        | -x,y+1/2,-z+1/2
        1/2-X, 1/2+Y, Z          | -x+1/2,y+1/2,z
        +x,+y,+z                 | x,y,z
        'x-y, x, z+5/6'          | x-y,x,z+5/6
        2/3-x+y,1/3-x,1/3+z      | -x+y+2/3,-x+1/3,z+1/3
        .5+x, 0.25-y, -0.3333+z  | x+1/2,-y+1/4,z+2/3
        x+0.6667,y+.33333,z      | x+2/3,y+1/3,z
        z+3/4,x-1/4,y+1.5        | z+3/4,x+3/4,y+1/2
        x+1/5,y,z-2/7            | x+1/5,y,z+5/7
        1*x,y,z                  | x,y,z
        (x,y,z)                  | x,y,z
        (-x, y+1/2, -z)          | -x,y+1/2,-z
        [x,-y,z]                 | x,-y,z
        x;-y;z+1/2               | x,-y,z+1/2
        -x y+1/2 -z              | -x,y+1/2,-z
        -a,b+1/2,-c              | -x,y+1/2,-z
        u,-v,w                   | x,-y,z
        (2) -x,-y,z              | -x,-y,z
        2 -x,-y,z                | -x,-y,z
        3) 1/2+x,-y,z            | x+1/2,-y,z
        1/2 - x, y, z            | -x+1/2,y,z
        \u2212x,y+\u00BD,\u2212z+1\u20442 | -x,y+1/2,-z+1/2
        \uFF0Dx,\u2013y,z        | -x,-y,z
        x,y,z+\u2154             | x,y,z+2/3
        """)
    void readsWhatFilesHave(String text, String expected) {
        assertEquals(expected, SymmetryOperation.parse(text).toString());
        assertEquals(SymmetryOperation.parse(text), SymmetryOperation.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x,y",
                "x,y,z,t",
                "x,y,w",
                "x,,z",
                "x,x,z",
                "x,y,1/2",
                "x y",
                "x1,x2,x3",
                "x,y,z+1/0",
                "x,y,z1/2",
                "x,y,(z)",
                "x,y,0.5z",
                "x,y,3*z"
            })
    void refusesWhatIsNone(String text) {
        assertEquals(
                "Symmetry operation \"" + text + "\": expected three expressions such as \"-x, y+1/2, -z+1/2\".",
                assertThrows(IllegalArgumentException.class, () -> SymmetryOperation.parse(text))
                        .getMessage());
    }

    @Test
    void multipliesAndInverts() {
        SymmetryOperation s = SymmetryOperation.parse("-y+1/4,x+1/2,z+3/4");
        assertEquals(SymmetryOperation.IDENTITY, s.times(s.inverse()));
        assertEquals("x,y,z", s.times(s).times(s).times(s).toString());
        assertArrayEquals(new double[] {0.05, 0.6, 1.05}, s.apply(new double[] {0.1, 0.2, 0.3}), 1e-15);
    }
}
