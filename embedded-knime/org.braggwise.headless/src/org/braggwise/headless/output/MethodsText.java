// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.headless.run.NodeState;
import org.braggwise.headless.workflow.Config;

/** The methods paragraph of a paper: what the nodes of a run do, with their settings, references, versions and seed. */
final class MethodsText {

    private static final String PAPER =
            "Xing et al. (2025). Interpretable X-ray diffraction spectra analysis using confidence evaluated deep learning enhanced by "
                    + "template element replacement. npj Computational Materials. doi:10.1038/s41524-025-01743-x";
    private static final String DROPOUT =
            "Gal, Y. & Ghahramani, Z. (2016). Dropout as a Bayesian approximation. Proc. 33rd Int. Conf. Machine Learning, 1050-1059";
    private static final String CONFORMAL =
            "Romano, Y., Sesia, M. & Candès, E. (2020). Classification with valid and adaptive coverage. Adv. Neural Inf. Process. "
                    + "Syst. 33, 3581-3591";
    private static final String CALIBRATION =
            "Guo, C. et al. (2017). On calibration of modern neural networks. Proc. 34th Int. Conf. Machine Learning, 1321-1330";
    private static final String WILSON =
            "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. J. Am. Stat. Assoc. 22, 209-212";
    private static final String SHAP =
            "Lundberg, S. M. & Lee, S.-I. (2017). A unified approach to interpreting model predictions. Adv. "
                    + "Neural Inf. Process. Syst. 30, 4765-4774";
    private static final String RIETVELD =
            "Rietveld, H. M. (1969). A profile refinement method for nuclear and magnetic structures. J. "
                    + "Appl. Cryst. 2, 65-71";
    private static final String DE_WOLFF =
            "de Wolff, P. M. (1968). A simplified criterion for the reliability of a powder pattern "
                    + "indexing. J. Appl. Cryst. 1, 108-113";
    private static final String EXTINCTION =
            "Markvardsen, A. J. et al. (2001). A probabilistic approach to space-group determination from powder diffraction data. Acta "
                    + "Cryst. A57, 47-54";

    /** Sentences by the nodes' names; what stands in brackets is left out where the node lacks one of the settings named in it. */
    private static final Map<String, Sentence> SENTENCES = new LinkedHashMap<>();

    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\]]*)\\]");
    private static final Pattern SETTING = Pattern.compile("\\{(\\w+)\\}");

    static {
        say("CIF Reader", "Crystal structures were read from CIF files.");
        say("CIF Template Substitutor", "Virtual structures were made by template element replacement {0}.", PAPER);
        say(
                "XRD Simulator",
                "Powder patterns were calculated[ with {radiation} radiation][ from {startDeg} to {endDeg} deg two-theta on {points} "
                        + "points].");
        say("XRD Pattern Reader", "Measured patterns were read from the diffractometers' files.");
        say("Pattern Preparation", "The measured patterns were brought to the form that the model was trained on.");
        say(
                "Spectrum Augmenter",
                "The patterns were varied at random[ (kind of variation: {kind})] to resemble those of real samples.");
        say(
                "RSS/VSS Synthesizer",
                "Patterns of real and virtual structures were mixed {0}[; a share of {testShare} of the compounds was held out "
                        + "for the test].",
                PAPER);
        say(
                "B-VGGNet Learner",
                "A B-VGGNet {0}, a one-dimensional convolutional network with a Bayesian head[ (posterior: {method}; {1})], was trained"
                        + "[ for at most {epochs} epochs with batches of {batchSize} and the optimiser {optimiser}].",
                PAPER,
                DROPOUT);
        say(
                "B-VGGNet Fine-Tuner",
                "A network that had been trained before was trained further (transfer learning)[, for at most {epochs} epochs].");
        say(
                "B-VGGNet Predictor",
                "Predicted probabilities are means over samples of the posterior; conformal sets {0} hold the true class[ with a "
                        + "probability of {coverage}].",
                CONFORMAL);
        say(
                "Uncertainty Scorer",
                "Calibration was judged by the expected calibration error {0}[ in {bins} bins]; intervals of shares are Wilson's {1}.",
                CALIBRATION,
                WILSON);
        say("SHAP Explainer", "Predictions were explained by SHAP values {0}[ (method: {method})].", SHAP);
        say(
                "XRD Structure Matcher",
                "Candidate structures were matched with the patterns and refined by the Rietveld method {0}.",
                RIETVELD);
        say(
                "XRD Indexer",
                "Patterns were indexed; cells are ranked by their figures of merit {0}, extinction symbols by their probability {1}.",
                DE_WOLFF,
                EXTINCTION);
    }

    private record Sentence(String text, List<String> references) {}

    private MethodsText() {}

    private static void say(String node, String text, String... references) {
        SENTENCES.put(node, new Sentence(text, List.of(references)));
    }

    /**
     * Writes the paragraph.
     *
     * @param run that ended
     * @return HTML: a paragraph and a list of references
     */
    static String html(RunRecord run) {
        Map<String, Integer> cited = new LinkedHashMap<>();
        Map<String, String> sentences = new LinkedHashMap<>();
        for (NodeRecord node : run.nodes()) {
            Sentence sentence = SENTENCES.get(node.run().name());
            if (node.run().state() == NodeState.EXECUTED && sentence != null) {
                String said = filled(sentence, node.run().stored().model(), cited);
                sentences.putIfAbsent(said, said);
            }
        }
        StringBuilder text = new StringBuilder(String.join(" ", sentences.keySet()));
        text.append(" The workflow ").append(Html.text(run.workflow().name())).append(" was run with ");
        text.append(String.join(
                ", ",
                run.versions().entrySet().stream()
                        .map(v -> Html.text(v.getKey() + " " + v.getValue()))
                        .toList()));
        text.append(run.seed() == null ? "." : "; seed " + run.seed() + ".");
        StringBuilder list = new StringBuilder();
        cited.keySet().forEach(r -> list.append("<li>").append(Html.text(r)).append("</li>\n"));
        return "<p>" + text + "</p>\n" + (list.isEmpty() ? "" : "<ol class=\"references\">\n" + list + "</ol>\n");
    }

    private static String filled(Sentence sentence, Config settings, Map<String, Integer> cited) {
        String text = OPTIONAL.matcher(sentence.text()).replaceAll(part -> {
            boolean known = SETTING.matcher(part.group(1)).results().allMatch(s -> known(s.group(1), settings));
            return Matcher.quoteReplacement(known ? part.group(1) : "");
        });
        return SETTING.matcher(text).replaceAll(s -> {
            String key = s.group(1);
            if (key.matches("\\d")) {
                return "[" + number(sentence.references().get(Integer.parseInt(key)), cited) + "]";
            }
            Optional<String> value = settings.text(key);
            return Matcher.quoteReplacement(
                    Html.text(value.map(MethodsText::plain).orElse("")));
        });
    }

    /** A share of nothing is not worth a word. */
    private static boolean known(String key, Config settings) {
        return key.matches("\\d")
                || settings.text(key)
                        .filter(v -> !key.endsWith("Share") || !v.matches("0(\\.0*)?"))
                        .isPresent();
    }

    private static int number(String reference, Map<String, Integer> cited) {
        cited.putIfAbsent(reference, cited.size() + 1);
        return cited.get(reference);
    }

    /** A choice's constant in words: MC_DROPOUT is mc dropout, CU_KA Cu Ka. */
    private static String plain(String value) {
        if (value.matches("[A-Z][A-Z]?_K[AB]\\d?")) {
            String[] parts = value.split("_");
            return parts[0].charAt(0) + parts[0].substring(1).toLowerCase(Locale.ROOT) + " K"
                    + parts[1].substring(1).toLowerCase(Locale.ROOT);
        }
        return value.matches("[A-Z0-9_]+") ? value.toLowerCase(Locale.ROOT).replace('_', ' ') : value;
    }
}
