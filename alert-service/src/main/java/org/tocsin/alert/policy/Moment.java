package org.tocsin.alert.policy;

import java.time.Duration;

/**
 * A moment at which a policy tells somebody.
 *
 * @param number counted from 0; the escalation of an alert goes from one to the next
 * @param after how long after the alert was raised
 * @param step what is done
 * @param key names the step and its repetition, the same whenever it is done
 * @param repetition 0 for the first time, then 1, 2 …
 * @param last whether all steps have passed: everybody is told, and ops
 */
public record Moment(
    int number, Duration after, Step step, String key, int repetition, boolean last) {}
