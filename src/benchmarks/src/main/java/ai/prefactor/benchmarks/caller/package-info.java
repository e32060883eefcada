/**
 * What a span costs the thread that records it. Not null-marked: JMH fills what it
 * measures after it has constructed it.
 */
package ai.prefactor.benchmarks.caller;
