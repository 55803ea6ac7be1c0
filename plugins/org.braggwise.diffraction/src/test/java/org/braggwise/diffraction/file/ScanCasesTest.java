// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small files after public reports, each standing for a kind that was read wrongly, with the right values. */
class ScanCasesTest {

    static byte[] bytes(String name) {
        try (InputStream in = ScanCasesTest.class.getResourceAsStream("/scans/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param scans how many are read
     * @param refused how many are not
     * @param wavelength the mean of the first scan, 0 for none
     * @param assumed a part of what the first scan's radiation assumes, empty for nothing
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # file                                       | scans | refused | points | first | last    | max  | at    | wavelength | assumed
            01_rigaku_txt_kbeta.txt                      | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 1.541867   | 2 : 1
            02_pyfai_wavelength_m.xy                     | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 0.41328    | ''
            03_xrdml_intended_Ka1_no_monochromator.xrdml | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 1.541874   | K-alpha-1 and K-alpha-2
            04_rigaku_11_intensities_per_line.txt        | 1     | 0       | 44     | 20    | 24.3    | 902  | 21.7  | 0          | ''
            04b_jcamp_dx_5_per_line.txt                  | 1     | 0       | 40     | 20    | 23.9    | 1002 | 21.7  | 1.541874   | ''
            05_xrdml_countingTimes.xrdml                 | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 1.541874   | ''
            05b_pdcif_step_count_time.cif                | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 1.54056    | ''
            06d_pyfai_2th_rad.xy                         | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 0          | ''
            07_theta_header.csv                          | 1     | 0       | 11     | 40    | 42      | 900  | 40.8  | 0          | ''
            08_Ibkg_before_Iobs.txt                      | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 0          | ''
            08c_Ycalc_before_Yobs.csv                    | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 0          | ''
            09_index_column_no_header.txt                | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 0          | ''
            09b_Nr_Winkel_Impulse.csv                    | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 0          | ''
            10_two_ranges_merged.txt                     | 2     | 0       | 11     | 20    | 21      | 900  | 20.4  | 0          | ''
            11_brml_two_experiments.brml                 | 2     | 0       | 11     | 20    | 21      | 900  | 20.4  | 1.541863   | ''
            12_brml_second_scan_rocking.brml             | 1     | 1       | 11     | 20    | 21      | 900  | 20.4  | 1.541863   | ''
            12c_xrdml_second_phi.xrdml                   | 1     | 1       | 11     | 20    | 21      | 900  | 20.4  | 1.541874   | ''
            12e_cif_second_block_bad.cif                 | 1     | 1       | 11     | 20    | 21      | 900  | 20.4  | 0          | ''
            13_ras_attenuator_0.ras                      | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 1.541867   | 2 : 1
            14_raw3_record_length_12.raw                 | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 1.541874   | ''
            15_fixed_width_leading_blank.xy              | 1     | 0       | 12     | 39.0278 | 39.5734 | 24 | 39.5734 | 0        | ''
            16_fit2d_chi_2theta.dat                      | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 0          | ''
            16b_count_line.txt                           | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 0          | ''
            17_quoted_decimal_comma.csv                  | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 0          | ''
            18_rd_continuous.rd                          | 1     | 0       | 10     | 20.05 | 20.95   | 900  | 20.45 | 1.541874   | ''
            19_cif_wavelength_other_block.cif            | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 1.54056    | ''
            19b_cif_doublet_without_weights.cif          | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 1.541837   | 2 : 1
            20_ras_axis_greek.ras                        | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 1.541867   | 2 : 1
            21_rounded_angles_repeat.xy                  | 1     | 0       | 40     | 20    | 20.195  | 139  | 20.195 | 0         | ''
            22_missing_NA.csv                            | 1     | 0       | 3      | 20    | 20.2    | 6    | 20.2  | 0          | ''
            23_highscore_apd.dat                         | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 1.541877   | ''
            25_eva_xy_anode_Co.xy                        | 1     | 0       | 11     | 20    | 21      | 900  | 20.4  | 1.790276   | Co Ka1+Ka2
            27_two_samples_one_table.csv                 | 2     | 0       | 11     | 20    | 21      | 900  | 20.4  | 0          | ''
            """)
    void readsRight(
            String name,
            int scans,
            int refused,
            int points,
            double first,
            double last,
            double max,
            double at,
            double wavelength,
            String assumed) {
        PatternFileContent content = new PatternFileReader().content(bytes(name), name);
        assertEquals(scans, content.scans().size(), "scans");
        assertEquals(refused, content.refused().size(), () -> content.refused().toString());
        PatternFile scan = content.scans().get(0);
        assertEquals(points, scan.points(), () -> "points " + Arrays.toString(scan.twoThetaDeg()));
        assertEquals(first, scan.twoThetaDeg()[0], 2e-5);
        assertEquals(last, scan.twoThetaDeg()[points - 1], 2e-5);
        double top = Arrays.stream(scan.intensities())
                .filter(v -> !Double.isNaN(v))
                .max()
                .orElseThrow();
        assertEquals(max, top, 1e-9);
        int where = 0;
        while (scan.intensities()[where] != top) {
            where++;
        }
        assertEquals(at, scan.twoThetaDeg()[where], 6e-5);
        assertEquals(wavelength, scan.wavelengthAngstrom().orElse(0), 1e-6);
        assertEquals(assumed.isEmpty(), scan.assumption().isEmpty(), () -> "assumed " + scan.assumption());
        assertTrue(scan.assumption().orElse("").contains(assumed), () -> scan.assumption()
                .toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            06_pyfai_q_A-1.xy   | 1 | Q in 1/Å, and no wavelength
            06c_dioptas_d_A.xy  | 1 | d in Å, and no wavelength
            06f_raman.txt       | 1 | Raman shift
            07b_omega_header.txt | 1 | Omega
            24_rasx_image.rasx  | 0 | a Rigaku image without a profile
            """)
    void refuses(String name, int line, String found) {
        PatternFileException e =
                assertThrows(PatternFileException.class, () -> new PatternFileReader().read(bytes(name), name));
        assertEquals(line, e.line(), e.getMessage());
        assertTrue(e.getMessage().contains(found), e.getMessage());
    }

    @org.junit.jupiter.api.Test
    void sumsOfBothScans() {
        PatternFileContent brml = new PatternFileReader().content(bytes("11_brml_two_experiments.brml"), "11.brml");
        assertEquals(2605, Arrays.stream(brml.scans().get(0).intensities()).sum());
        assertEquals(5210, Arrays.stream(brml.scans().get(1).intensities()).sum());
        PatternFileContent table = new PatternFileReader().content(bytes("27_two_samples_one_table.csv"), "27.csv");
        assertEquals(
                1800, Arrays.stream(table.scans().get(1).intensities()).max().orElseThrow());
        assertEquals("sampleB", table.scans().get(1).metadata().get("column"));
        assertTrue(Double.isNaN(new PatternFileReader()
                .read(bytes("22_missing_NA.csv"), "22.csv")
                .get(0)
                .intensities()[1]));
        PatternFile fixed = new PatternFileReader()
                .read(bytes("15_fixed_width_leading_blank.xy"), "15.xy")
                .get(0);
        assertEquals(39.276, fixed.twoThetaDeg()[5], 1e-12);
        assertEquals(9, fixed.intensities()[5]);
    }
}
