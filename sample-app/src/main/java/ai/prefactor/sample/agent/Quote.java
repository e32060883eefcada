package ai.prefactor.sample.agent;

import ai.prefactor.sample.docs.Section;

/**
 * A sentence of a section.
 *
 * @param section where it stands
 * @param sentence the sentence
 * @param score how well it answers the question
 */
record Quote(Section section, String sentence, double score) {

}
