package io.github.streamingchat.benchmarks.figures;

/**
 * What one method of a benchmark took in one setting, for one unit of its work.
 *
 * @param method the method's name
 * @param setting the values of its parameters
 * @param nanos the time, the median of all iterations
 * @param bytes what it allocated, the median of all iterations
 */
public record Figure(String method, Setting setting, double nanos, double bytes) {}
