"""The local Spaces: Gradio apps with the API contracts of the public ones, on the CPU."""
