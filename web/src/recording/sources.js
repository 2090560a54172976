/** Where sound comes from: a microphone, or what a tab or the screen plays. */

/** What browsers do to a voice by default; it would alter the evidence. */
const RAW = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/** What was shared has no sound. */
export class NoSoundShared extends Error {
  name = "NoSoundShared";
}

/** Whether the page may ask for a microphone at all; not over plain http. */
export const hasMicrophone = () => navigator.mediaDevices?.getUserMedia !== undefined;

/**
 * Whether tabs and screens can be shared with their sound. Firefox and Safari share pictures only;
 * a browser that knows how to mute what it captures is one that captures sound.
 */
export const hasScreenSound = () =>
  navigator.mediaDevices?.getDisplayMedia !== undefined &&
  "suppressLocalAudioPlayback" in navigator.mediaDevices.getSupportedConstraints();

/**
 * @param {string} deviceId "" for the one that the system prefers
 * @returns {Promise<MediaStream>}
 * @throws {DOMException} as getUserMedia: NotAllowedError, NotFoundError, NotReadableError, ...
 */
export async function openMicrophone(deviceId) {
  const ask = (/** @type {MediaTrackConstraints} */ which) =>
    navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, ...RAW, ...which } });
  if (deviceId === "") return ask({});
  try {
    return await ask({ deviceId: { exact: deviceId } });
  } catch (error) {
    // The chosen one is gone: any other is better than none.
    if (/** @type {Error} */ (error).name === "OverconstrainedError") return ask({});
    throw error;
  }
}

/**
 * @returns {Promise<MediaStream>} of sound alone
 * @throws {NoSoundShared | DOMException} NotAllowedError if nothing was shared
 */
export async function openScreen() {
  const wanted = { audio: RAW, video: true, systemAudio: "include" };
  const shared = await navigator.mediaDevices.getDisplayMedia(wanted);
  for (const track of shared.getVideoTracks()) track.stop(); // nobody looks at it
  const sound = shared.getAudioTracks();
  if (sound.length === 0) throw new NoSoundShared();
  return new MediaStream(sound);
}

/**
 * Microphones by name; browsers name them once a person has allowed one.
 *
 * @returns {Promise<MediaDeviceInfo[]>}
 */
export async function microphones() {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices.filter(({ kind, label }) => kind === "audioinput" && label !== "");
}

/**
 * What the browser does to the sound although it was asked not to.
 *
 * @param {MediaStreamTrack} track
 */
export function alterations(track) {
  const settings = /** @type {Record<string, unknown>} */ (track.getSettings());
  return /** @type {(keyof typeof RAW)[]} */ (Object.keys(RAW)).filter(
    (key) => settings[key] === true,
  );
}
