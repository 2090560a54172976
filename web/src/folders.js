/** From dropped or chosen folders to the recordings in them, however deep. */

/** @typedef {{ file: File, path: string }} Found */
/**
 * @typedef {object} Findings
 * @property {Found[]} files
 * @property {number} skipped so many files in folders were no recordings
 * @property {string[]} unreadable paths of files and folders that could not be opened
 */

/** What the file dialog names too; also what some systems have no type for. */
const EXTENSIONS =
  /\.(wav|mp3|m4a|m4b|aac|flac|ogg|oga|opus|webm|weba|mka|mkv|mp4|mov|aiff?|caf|amr|3gp|wma)$/i;

/** Whether a file among others in a folder is worth judging. @param {File} file */
const isRecording = ({ name, type }) =>
  !name.startsWith(".") && (/^(audio|video)\//.test(type) || EXTENSIONS.test(name));

/**
 * The content of a folder that was chosen in a dialog.
 *
 * @param {Iterable<File>} files
 * @returns {Findings}
 */
export function inFolder(files) {
  const all = [...files];
  const kept = all.filter(isRecording);
  return {
    files: kept.map((file) => ({ file, path: file.webkitRelativePath || file.name })),
    skipped: all.length - kept.length,
    unreadable: [],
  };
}

/**
 * Files that were named one by one: all of them are to be judged.
 *
 * @param {Iterable<File>} files
 * @returns {Findings}
 */
export const oneByOne = (files) => ({
  files: Array.from(files, (file) => ({ file, path: file.name })),
  skipped: 0,
  unreadable: [],
});

/** Whether there is a folder to look into. @param {DataTransfer} data */
export const holdsFolder = (data) =>
  [...data.items].some((item) => item.webkitGetAsEntry()?.isDirectory);

/**
 * What was dropped, folders opened up. To be called while the drop event is handled.
 *
 * @param {DataTransfer} data
 * @returns {Promise<Findings>}
 */
export async function dropped(data) {
  const nodes = [...data.items].filter(({ kind }) => kind === "file").map(nodeOf);
  /** @type {Findings} */
  const found = { files: [], skipped: 0, unreadable: [] };
  for (const node of nodes) {
    if (node instanceof File) found.files.push({ file: node, path: node.name });
    else if (node !== null) await collect(await node, "", found);
  }
  return found;
}

/** @typedef {{
 *   name: string,
 *   file?: () => Promise<File>,
 *   children?: () => Promise<Node[]>
 * }} Node */

/** @type {(node: Node, folder: string, found: Findings) => Promise<void>} */
async function collect(node, folder, found) {
  const path = folder + node.name;
  try {
    if (node.children !== undefined) {
      for (const child of await node.children()) await collect(child, `${path}/`, found);
    } else if (node.file !== undefined) {
      const file = await node.file();
      if (isRecording(file)) found.files.push({ file, path });
      else found.skipped++;
    }
  } catch {
    found.unreadable.push(path);
  }
}

/**
 * @param {DataTransferItem & { getAsFileSystemHandle?: () => Promise<FileSystemHandle> }} item
 * @returns {File | Promise<Node> | Node | null}
 */
function nodeOf(item) {
  const entry = item.webkitGetAsEntry();
  if (!entry?.isDirectory) return item.getAsFile();
  // Chromium refuses to read entries on a page from disk, but not handles; others have no handles.
  const handle = item.getAsFileSystemHandle?.();
  return handle?.then(fromHandle, () => refused(entry.name)) ?? fromEntry(entry);
}

/** A folder that the browser gives to no page. @type {(name: string) => Node} */
const refused = (name) => ({ name, children: () => Promise.reject() });

/** @type {(handle: FileSystemHandle) => Node} */
function fromHandle(handle) {
  const { name } = handle;
  if (handle.kind === "file") {
    return { name, file: () => /** @type {FileSystemFileHandle} */ (handle).getFile() };
  }
  return {
    name,
    async children() {
      const nodes = [];
      for await (const child of /** @type {FileSystemDirectoryHandle} */ (handle).values()) {
        nodes.push(fromHandle(child));
      }
      return nodes;
    },
  };
}

/** @type {(entry: FileSystemEntry) => Node} */
function fromEntry(entry) {
  const { name } = entry;
  if (entry.isFile) {
    const one = /** @type {FileSystemFileEntry} */ (entry);
    return { name, file: () => new Promise((resolve, reject) => one.file(resolve, reject)) };
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @returns {Promise<FileSystemEntry[]>} */
  const some = () => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
  return {
    name,
    async children() {
      const nodes = [];
      // A hundred at a time, until none come.
      for (let batch = await some(); batch.length > 0; batch = await some()) {
        nodes.push(...batch.map(fromEntry));
      }
      return nodes;
    },
  };
}
