// SPDX-License-Identifier: GPL-3.0-or-later
// Where the data comes from: embedded in the page (the report), or asked of KNIME, whose dialog with its pages is a
// request {requestId, payload: {method, params}, type: "UIExtensionRequest"} to the parent window and a response with the same id.
BW.decode = function (text) {
  if (!text) { return new Float32Array(0); }
  const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
  return new Float32Array(bytes.buffer, 0, bytes.length >> 2);
};

// A pattern travels as 16-bit steps of its highest point, a third of the size: a screen shows no more.
BW.decode16 = function (text, top) {
  const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0)), n = bytes.length >> 1, y = new Float32Array(n);
  for (let i = 0; i < n; i++) { y[i] = (bytes[2 * i] | bytes[2 * i + 1] << 8) / 65535 * top; }
  return y;
};

BW.ask = function (method, ...params) {
  const requestId = "bw-" + Math.random().toString(36).slice(2) + Date.now();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => { window.removeEventListener("message", listen); reject(new Error("KNIME did not answer " + method)); }, 10000);
    function listen(event) {
      const d = event.data;
      if (d && d.type === "UIExtensionResponse" && d.requestId === requestId) {
        clearTimeout(timer); window.removeEventListener("message", listen); resolve(d.payload);
      }
    }
    window.addEventListener("message", listen);
    window.parent.postMessage({requestId, payload: {method, params}, type: "UIExtensionRequest"}, "*");
  });
};

BW.unwrap = function (answer) {
  let a = typeof answer === "string" ? JSON.parse(answer) : answer;
  if (a && a.userError) { throw new Error(a.userError.message); }
  if (a && a.internalError) { throw new Error(a.internalError.message); }
  if (a && Object.prototype.hasOwnProperty.call(a, "result")) { a = a.result; }
  return typeof a === "string" ? JSON.parse(a) : a;
};

BW.load = async function () {
  const embedded = document.getElementById("braggwise-data");
  if (embedded) { return BW.unwrap(embedded.textContent); }
  if (window.parent === window) { throw new Error("This page holds no data: open it from KNIME or from a Braggwise report."); }
  const config = await BW.ask("getConfig");
  setTimeout(() => window.parent.postMessage({type: "UIExtensionReady"}, "*"), 0);
  window.addEventListener("keydown", e => { if (e.key === "Escape" && !e.defaultPrevented) { window.parent.postMessage({type: "UIExtensionEscapePressed"}, "*"); } });
  let data = config.initialData;
  if (!data) {
    data = await BW.ask("callNodeDataService", {serviceType: "initial_data", dataServiceRequest: "", extensionType: config.extensionType,
      nodeId: config.nodeId, projectId: config.projectId, workflowId: config.workflowId});
  }
  return BW.unwrap(data);
};

BW.start = async function () {
  const host = document.getElementById("view");
  let data;
  try {
    data = await BW.load();
    const draw = data && BW.views[data.kind];
    host.replaceChildren();
    if (!draw) { host.append(BW.h("p", {class: "hint"}, "There is nothing to show: the node kept no data for this view. Execute it again, if it lies on an active branch.")); }
    else {
      if (data.title) { host.append(BW.h("h1", {}, data.title)); }
      if (data.subtitle) { host.append(BW.h("p", {class: "hint"}, data.subtitle)); }
      if (data.note) { host.append(BW.h("p", {class: "note"}, data.note)); }
      draw(host, data);
      BW.link(host);
    }
  } catch (e) {
    host.replaceChildren(BW.h("p", {class: "warn"}, "The view can't be drawn: " + e.message));
    console.error(e);
  }
  document.body.dataset.ready = "true";
};
