// SPDX-License-Identifier: GPL-3.0-or-later
// Where a view's data comes from when the page stands alone: it is embedded in the page, or asked of KNIME, whose
// dialog with its pages is a request {requestId, payload: {method, params}, type: "UIExtensionRequest"} to the parent
// window and a response with the same id.

const PATIENCE_MS = 10000;

function ask(method, ...params) {
  const requestId = `bw-${Math.random().toString(36).slice(2)}${Date.now()}`;
  return new Promise((resolve, reject) => {
    const listen = ({ data }) => {
      if (data && data.type === "UIExtensionResponse" && data.requestId === requestId) {
        end();
        resolve(data.payload);
      }
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`KNIME did not answer ${method}`));
    }, PATIENCE_MS);
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener("message", listen);
    };
    window.addEventListener("message", listen);
    window.parent.postMessage({ requestId, payload: { method, params }, type: "UIExtensionRequest" }, "*");
  });
}

/** The data out of KNIME's answer, which is an object or its text, with the data or its text inside. */
export function unwrap(answer) {
  let a = typeof answer === "string" ? JSON.parse(answer) : answer;
  const error = a && (a.userError || a.internalError);
  if (error) {
    throw new Error(error.message);
  }
  if (a && Object.hasOwn(a, "result")) {
    a = a.result;
  }
  return typeof a === "string" ? JSON.parse(a) : a;
}

/** The view's data. */
export async function loadData() {
  const embedded = document.getElementById("braggwise-data");
  if (embedded) {
    return unwrap(embedded.textContent);
  }
  if (window.parent === window) {
    throw new Error("This page holds no data: open it from KNIME or from a Braggwise report.");
  }
  const config = await ask("getConfig");
  setTimeout(() => window.parent.postMessage({ type: "UIExtensionReady" }, "*"), 0);
  window.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && !e.defaultPrevented) {
      window.parent.postMessage({ type: "UIExtensionEscapePressed" }, "*");
    }
  });
  if (config.initialData) {
    return unwrap(config.initialData);
  }
  const { extensionType, nodeId, projectId, workflowId } = config;
  const request = {
    serviceType: "initial_data",
    dataServiceRequest: "",
    extensionType,
    nodeId,
    projectId,
    workflowId,
  };
  return unwrap(await ask("callNodeDataService", request));
}
