/**
 * The way in: questions and answers over HTTP.
 */
@NullMarked
package ai.prefactor.sample.web;

import org.jspecify.annotations.NullMarked;
