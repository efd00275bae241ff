"""An award as an SD-JWT VC: a signed token of which its holder may leave parts out."""
