import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Day, Frame, TimeSeries } from '../kernel/outcome.ts';
import { CHUNK_SLOTS } from '../kernel/time-series.ts';

/**
 * The fingerprint of results: SHA-256 over their doubles, eight little-endian bytes each, so that
 * equal stamps mean equal bits and not merely equal digits.
 */
function digest(parts: readonly (ArrayLike<number> | string)[]): string {
  const hash = sha256.create();
  for (const part of parts) {
    if (typeof part === 'string') hash.update(new TextEncoder().encode(part));
    else {
      const view = new DataView(new ArrayBuffer(8 * part.length));
      for (let i = 0; i < part.length; i++) view.setFloat64(8 * i, part[i]!, true);
      hash.update(new Uint8Array(view.buffer));
    }
  }
  return bytesToHex(hash.digest());
}

/** Of everything a day shows; 64 hex digits. */
export function dayDigest({
  series,
  loadKw,
  pvKw,
  packKw,
  storedKwh,
  irradianceKwM2,
}: Day): string {
  return digest([
    ...[series.voltagePu, series.lossKw, series.lossKvar, series.slackKw, series.slackKvar],
    ...[series.converged, loadKw, pvKw, packKw, storedKwh, irradianceKwM2],
  ]);
}

/** Of the results of each chunk of 96 slots; 64 hex digits each. */
export function chunkDigests(series: TimeSeries, busCount: number): readonly string[] {
  const digests: string[] = [];
  for (let first = 0; first < series.slots; first += CHUNK_SLOTS) {
    const last = Math.min(first + CHUNK_SLOTS, series.slots);
    const { voltagePu, lossKw, lossKvar, slackKw, slackKvar, converged } = series;
    digests.push(
      digest([
        voltagePu.subarray(first * busCount, last * busCount),
        ...[lossKw, lossKvar, slackKw, slackKvar].map((row) => row.subarray(first, last)),
        converged.subarray(first, last),
      ]),
    );
  }
  return digests;
}

/** First 8 hex digits over all chunks of a year in their order. */
export function yearStamp(digests: readonly string[]): string {
  return digest([digests.join('')]).slice(0, 8);
}

/** First 8 hex digits over a day and the moment on show; times spent are not part of it. */
export function stampOf(day: string, frame: Frame): string {
  const { flow } = frame;
  return digest([
    day,
    [frame.slot, flow.converged ? 1 : 0, flow.iterations, flow.lossKw, flow.lossKvar],
    ...[frame.loadKw, frame.loadKvar, frame.pvKw, frame.packKw, frame.deviceKvar],
    flow.buses.flatMap((bus) => [
      ...[bus.voltagePu, bus.angleRad],
      ...[bus.generationKw, bus.generationKvar],
    ]),
    flow.branches.flatMap((branch) => [
      ...[branch.fromKw, branch.fromKvar, branch.toKw, branch.toKvar],
    ]),
  ]).slice(0, 8);
}
