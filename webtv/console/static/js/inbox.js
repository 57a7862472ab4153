// Films by drag and drop, with their progress. Without this the form sends one film by itself.

/** The answer of the console. @typedef {{error?: string, film?: string}} Answer */

/** Say how large a file is. @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** Why a file is not sent at all; empty if nothing is against it.
 * @param {HTMLFormElement} form @param {File} file */
function objection(form, file) {
  const formats = (form.dataset.formats ?? "").split(" ");
  const ending = file.name.split(".").pop()?.toLowerCase() ?? "";
  if (!file.name.includes(".") || !formats.includes(ending)) {
    return `it is no film: its name must end in ${formats.join(", ")}`;
  }
  const most = Number(form.dataset.most);
  return file.size > most ? `it is too large: ${megabytes(most)} are the most` : "";
}

/** A line that tells how far a file is. @param {Element} list @param {File} file */
function lineOf(list, file) {
  const line = document.createElement("li");
  const name = document.createElement("strong");
  const progress = document.createElement("progress");
  const said = document.createElement("span");
  name.textContent = file.name;
  progress.value = 0;
  progress.setAttribute("aria-label", `${file.name}, sent so far`);
  line.append(name, progress, said);
  list.append(line);
  return { line, progress, said };
}

/** Send one file, and tell how far it is.
 * @param {HTMLFormElement} form @param {Element} list @param {File} file @returns {Promise<void>} */
function send(form, list, file) {
  const { line, progress, said } = lineOf(list, file);
  /** @param {string} state @param {string} text */
  const end = (state, text) => {
    line.dataset.state = state;
    progress.remove();
    said.textContent = text;
  };
  const reason = objection(form, file);
  if (reason) {
    end("refused", `not sent: ${reason}`);
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const fields = new FormData();
    const csrf = form.elements.namedItem("csrf");
    fields.append("csrf", csrf instanceof HTMLInputElement ? csrf.value : "");
    fields.append("film", file);
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      progress.value = event.total ? event.loaded / event.total : 0;
      said.textContent = `${megabytes(event.loaded)} of ${megabytes(event.total)}`;
    });
    request.addEventListener("load", () => {
      /** @type {Answer} */
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        answer = { error: `the console said ${request.status}` };
      }
      if (request.status === 201) end("taken", `sent, as ${answer.film}`);
      else end("refused", `not taken: ${answer.error}`);
    });
    request.addEventListener("error", () => end("refused", "the connection ended: send it again"));
    request.addEventListener("abort", () => end("refused", "not sent"));
    request.addEventListener("loadend", () => resolve());
    request.send(fields);
  });
}

/** Take films that are dropped on a form, or chosen in it. @param {HTMLFormElement} form */
export function takeDrops(form) {
  const list = form.querySelector("[data-sending]");
  const input = form.querySelector('input[type="file"]');
  if (!list || !(input instanceof HTMLInputElement)) return;
  input.multiple = true;
  let sending = Promise.resolve();
  /** @param {FileList | null | undefined} files */
  const take = (files) => {
    for (const file of files ?? []) sending = sending.then(() => send(form, list, file));
  };
  for (const name of ["dragover", "drop"]) {
    form.addEventListener(name, (event) => event.preventDefault());
  }
  form.addEventListener("dragenter", () => form.classList.add("over"));
  form.addEventListener("dragleave", (event) => {
    if (!(event.relatedTarget instanceof Node && form.contains(event.relatedTarget))) {
      form.classList.remove("over");
    }
  });
  form.addEventListener("drop", (event) => {
    form.classList.remove("over");
    take(event.dataTransfer?.files);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(input.files);
    form.reset();
  });
}
