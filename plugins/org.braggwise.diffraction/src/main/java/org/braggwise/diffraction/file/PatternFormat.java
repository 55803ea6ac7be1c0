// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

/** The file formats that {@link PatternFileReader} reads. */
public enum PatternFormat {
    /** Columns of numbers: .xy, .xye, .csv, .dat, .txt, .asc, .prn, .chi, .xdd. */
    TEXT("text columns"),
    /** PANalytical / Malvern XML, schema 1.0 to 2.x. */
    XRDML("PANalytical XRDML"),
    /** Rigaku text with *RAS_ markers. */
    RAS("Rigaku RAS"),
    /** Rigaku zip of text and XML. */
    RASX("Rigaku RASX"),
    /** Siemens/Bruker binary, versions 1 to 4. */
    BRUKER_RAW("Bruker RAW"),
    /** Bruker zip of XML. */
    BRML("Bruker BRML"),
    /** Philips text. */
    UDF("Philips UDF"),
    /** Philips binary, V3 (.rd) and V5 (.sd). */
    PHILIPS_RD("Philips RD"),
    /** Powder CIF with _pd_ items. */
    POWDER_CIF("powder CIF"),
    /** Siemens/Bruker text. */
    UXD("Bruker UXD"),
    /** GSAS powder data: .gsa, .gss, .fxye, .raw and others. */
    GSAS("GSAS"),
    /** JCAMP-DX, plain or compressed. */
    JCAMP_DX("JCAMP-DX"),
    /** Materials Data's Jade. */
    MDI("Jade MDI"),
    /** Philips APD, as HighScore writes it as text. */
    APD_TEXT("APD text"),
    /** Sietronics. */
    CPI("Sietronics CPI"),
    /** Rigaku's older text with *TYPE. */
    RIGAKU_ASC("Rigaku ASC"),
    /** STOE WinXPOW binary. */
    STOE_RAW("STOE RAW");

    private final String m_label;

    PatternFormat(String label) {
        m_label = label;
    }

    /** @return the name for people */
    public String label() {
        return m_label;
    }
}
