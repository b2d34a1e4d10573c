// Reading a file that somebody chose, for any screen: its bytes go with an event, and nothing is written to the disk.
// `await window.askkloe.readFile(file, { mostMb, kinds })` gives { name, content }, the content in base64, which Python
// turns into bytes with `file_of` of uploads.py. What cannot be read is an Error whose message is for people.
window.askkloe.readFile = async (file, { mostMb = 10, kinds = [] } = {}) => {
  const end = file.name.includes('.') ? `.${file.name.split('.').pop().toLowerCase()}` : '';
  if (kinds.length && !kinds.includes(end)) {
    throw new Error(`“${file.name}” cannot be read here. Choose a file that ends in ${kinds.join(', ')}.`);
  }
  if (file.size > mostMb * 1024 * 1024) {
    const size = Math.ceil(file.size / 1024 / 1024);
    throw new Error(`“${file.name}” has ${size} MB; at most ${mostMb} MB can be read. Nothing was changed.`);
  }
  if (!file.size) throw new Error(`“${file.name}” is empty. Nothing was changed.`);
  const address = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(new Error(`“${file.name}” could not be opened. It may have been moved or be open elsewhere.`));
    reader.readAsDataURL(file);
  });
  return { name: file.name, content: address.slice(address.indexOf(',') + 1) };
};
